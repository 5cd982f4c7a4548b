"""tap.py - tests that are functions: each is its own name in words, and true where it passed"""


def run(tests):
    """Runs them, prints TAP, and gives the exit status."""
    print(f"TAP version 13\n1..{len(tests)}")
    failed = 0
    for number, test in enumerate(tests, 1):
        passed = test()
        failed += not passed
        print(f"{'ok' if passed else 'not ok'} {number} - {test.__name__.replace('_', ' ')}")
    return 1 if failed else 0
