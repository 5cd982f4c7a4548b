"""test_date_forms.py - random moments, written by Python in every form, come back as UTC

    test_date_forms.py COMMAND

What is unknown is shown as it was. The oracle is datetime; RFC 2822 is written by email.utils, week and day dates by strftime.
"""

import json
import random
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

COMMAND = sys.argv[1]
UTC = timezone.utc

# Forms that keep seconds and the zone; the moment is in a zone of its own.
ZONED = ["%Y-%m-%dT%H:%M:%S%z", "%Y%m%dT%H%M%S%z", "%a, %d %b %Y %H:%M:%S %z", "%d %B %Y %H:%M:%S %z",
         "%a %b %d %H:%M:%S %z %Y", "%B %d, %Y %I:%M:%S %p %z", "%G-W%V-%uT%H:%M:%S%z", "%Y-%jT%H:%M:%S%z",
         "%a %b %d %Y %H:%M:%S GMT%z (Some Time)", "%Y/%m/%d %H:%M:%S %z", "%A, %d-%b-%Y %H:%M:%S %z"]
# Forms without a zone are UTC.
NAIVE = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S UTC", "%Y%m%d%H%M%S",
         "%a %b %d %H:%M:%S %Y", "%B %d, %Y at %I:%M:%S %p", "%d %b %Y %H:%M:%S GMT", "%d.%m.%Y %H:%M:%S",
         "%m/%d/%Y, %I:%M:%S %p"]
DAYS = ["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%B %d, %Y", "%d %B %Y", "%b. %d, %Y", "%Y-%j", "%G-W%V-%u", "%d/%m/%Y"]


def is_ambiguous(form, moment):
    return "%m" in form and not form.startswith("%Y") and moment.day <= 12 and moment.day != moment.month


def cases(dice):
    for _ in range(300):
        seconds = dice.randrange(-2_000_000_000, 7_000_000_000)
        zone = timezone(timedelta(minutes=15 * dice.randrange(-48, 57)))
        moment, utc = datetime.fromtimestamp(seconds, zone), datetime.fromtimestamp(seconds, UTC)
        midnight = utc.replace(hour=0, minute=0, second=0)
        for form in ZONED:
            yield moment.strftime(form), utc
        yield moment.isoformat(), utc
        yield moment.isoformat(timespec="milliseconds"), utc
        yield format_datetime(moment), utc
        for form in NAIVE:
            yield utc.strftime(form), None if is_ambiguous(form, utc) else utc
        for form in DAYS:
            yield utc.strftime(form), None if is_ambiguous(form, utc) else midnight
        if seconds > 999_999_999:
            for scale in (1, 10**3, 10**6, 10**9):
                yield seconds * scale + scale // 3, utc
                yield str(seconds * scale), utc


def main():
    asked = list(cases(random.Random(3)))
    lines = "".join(json.dumps({"id": str(i), "text": "a", "date": text}) + "\n" for i, (text, _) in enumerate(asked))
    done = subprocess.run([COMMAND, "inspect", "-q", "--format", "jsonl"], input=lines.encode(), capture_output=True)
    got = [json.loads(line)["date"] for line in done.stdout.splitlines()]
    wrong = [(text, utc, date) for (text, utc), date in zip(asked, got)
             if date != (utc.strftime("%Y-%m-%dT%H:%M:%SZ") if utc else text)]

    print("1..1")
    print(f"{'not ok' if wrong or len(got) != len(asked) else 'ok'} 1 - {len(asked)} dates come back as UTC")
    for text, utc, date in wrong[:20]:
        print(f"# {text}: wanted {utc}, got {date}")


main()
