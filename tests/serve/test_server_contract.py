#!/usr/bin/env python3
"""test_server_contract.py - what a server promises its clients, tried with curl and with raw sockets

    test_server_contract.py OPENAPI STAND_IN_SERVER [WIRETWIN]

Starts stand_in_server (a server on a feed in memory, whose writer can be held and made to fail) on a
free port for each case, asks it as clients do, also as bad ones, and ends it. Every answer by curl is
held against OPENAPI: its route has to be there with its status, and a JSON body has to be what the
schema says. With WIRETWIN the cases that need no stand-in are run against 'wiretwin serve' too. Where
promtool is installed it reads the metrics. Prints TAP, with latencies as remarks.
"""

import concurrent.futures
import contextlib
import http.client
import itertools
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

DOCUMENT = json.loads(Path(sys.argv[1]).read_text())
STAND_IN = Path(sys.argv[2]).resolve()
WIRETWIN = Path(sys.argv[3]).resolve() if len(sys.argv) > 3 else None
TOKEN = "0123456789abcdefghij"
REMARKS = []
SERVED = set()  # (method, route, status)
STORY = ("The river Tarn rose over the low bridge at Ostwick on Monday evening and took twelve boats with "
         "it, said the mayor, who had asked for a higher bridge twice and was told to wait. ")


# ---------------------------------------------------------------- servers

class Server:
    def __init__(self, command, environment=None):
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                        env={**os.environ, **(environment or {})})
        said = ""
        for line in self.process.stdout:
            said += line
            found = re.search(r"http://[^:]+:(\d+)/", line)
            if found:
                self.port = int(found.group(1))
                return
        raise AssertionError(f"it does not serve: {said}")

    def signal(self, number):
        self.process.send_signal(number)

    def stop(self):
        """Ends it in order; gives its exit status."""
        self.signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout=40)
        finally:
            self.process.kill()
            self.process.stdout.close()


@contextlib.contextmanager
def served(command, environment=None):
    server = Server(command, environment)
    try:
        yield server
    except BaseException:
        server.process.kill()
        server.process.wait()
        server.process.stdout.close()
        raise
    status = server.stop()
    assert status == 0, f"the server ended with {status}"


def stand_in(**settings):
    return served([str(STAND_IN), *(f"{name}={value}" for name, value in settings.items())])


# ---------------------------------------------------------------- the description

def resolve(node):
    while "$ref" in node:
        target = DOCUMENT
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


TYPES = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "object": dict, "array": list,
         "null": type(None)}


def has_type(value, names):
    names = [names] if isinstance(names, str) else names
    return any(isinstance(value, TYPES[name]) and not (name in ("integer", "number") and isinstance(value, bool))
               for name in names)


def misfits(value, schema, where="answer"):
    """What of a value is not as its schema says; the part of JSON Schema that the document uses."""
    schema = resolve(schema)
    found = []
    if "type" in schema and not has_type(value, schema["type"]):
        return [f"{where}: {value!r} is no {schema['type']}"]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{where}: {value!r} is none of {schema['enum']}")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if value < schema.get("minimum", value) or value > schema.get("maximum", value):
            found.append(f"{where}: {value} is out of range")
    for part in schema.get("allOf", []):
        found += misfits(value, part, where)
    if "oneOf" in schema:
        fits = [part for part in schema["oneOf"] if not misfits(value, part, where)]
        if len(fits) != 1:
            found.append(f"{where}: fits {len(fits)} of oneOf")
    if isinstance(value, dict):
        found += [f"{where}: {name} is missing" for name in schema.get("required", []) if name not in value]
        for name, part in schema.get("properties", {}).items():
            if name in value:
                found += misfits(value[name], part, f"{where}.{name}")
    if isinstance(value, list):
        for i, item in enumerate(value):
            found += misfits(item, schema.get("items", {}), f"{where}[{i}]")
    return found


def route_of(path):
    """The document's name for a path; None where it has none."""
    path = path.split("?")[0]
    if path in DOCUMENT["paths"]:
        return path
    for name in DOCUMENT["paths"]:
        fixed, brace, _ = name.partition("{")
        if brace and path.startswith(fixed) and len(path) > len(fixed):
            return name
    return None


def check_described(method, path, answer):
    """The answer's route, status and body are in the document."""
    route = route_of(path)
    method = "GET" if method == "HEAD" else method
    operation = DOCUMENT["paths"].get(route, {}).get(method.lower())
    if operation is None:
        assert answer.status in (401, 404, 405, 421), f"{method} {path} is not described, but answers {answer.status}"
        return
    SERVED.add((method, route, answer.status))
    assert str(answer.status) in operation["responses"], f"{method} {route}: {answer.status} is not described"
    content = resolve(operation["responses"][str(answer.status)]).get("content", {})
    if not answer.body or route == "/page/{file}":
        return
    assert answer.type in content, f"{method} {route}: {answer.status} with {answer.type} is not described"
    bodies = answer.lines if answer.type.endswith("ndjson") else [answer.json] if "json" in answer.type else []
    for body in bodies:
        wrong = misfits(body, content[answer.type]["schema"])
        assert not wrong, f"{method} {path}: {wrong[:3]}"


# ---------------------------------------------------------------- clients

class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body
        self.type = headers.get("content-type", "").split(";")[0]

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def lines(self):
        return [json.loads(line) for line in self.body.splitlines()]


def curl(server, path, *options, method=None, data=None, kind=None, token=None, described=True):
    command = ["curl", "-sS", "--max-time", "20", "-D", "-", *options]
    if method == "HEAD":
        command.append("-I")
    elif method:
        command += ["-X", method]
    if data is not None:
        command += ["--data-binary", "@-"]
        command += ["-H", f"Content-Type: {kind or 'application/json'}"]
    if token:
        command += ["-H", f"Authorization: Bearer {token}"]
    done = subprocess.run([*command, f"http://127.0.0.1:{server.port}{path}"], input=data, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    head, _, body = done.stdout.partition(b"\r\n\r\n")
    while head.startswith(b"HTTP/1.1 100"):
        head, _, body = body.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
    answer = Answer(int(lines[0].split()[1]), headers, body)
    if described:
        check_described(method or ("POST" if data is not None else "GET"), path, answer)
    return answer


def raw(server, *parts, pause=0, wait=20):
    """Sends parts as they are and reads to the end, or up to an answer; b'' where none comes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=wait) as client:
        try:
            for part in parts:
                client.sendall(part)
                time.sleep(pause)
        except OSError:
            pass
        got = b""
        with contextlib.suppress(OSError):
            while chunk := client.recv(65536):
                got += chunk
        return got


def unlike(number):
    """A text that has nothing in common with that of another number."""
    return " ".join(f"w{number}x{i}" for i in range(120)) + " "


def record(number, words=STORY, **more):
    return json.dumps({"id": f"a{number}", "text": words + f"Number {number}.", **more}).encode()


def expect(got, wanted, what=""):
    assert got == wanted, f"{what}: got {got!r}, wanted {wanted!r}"


# ---------------------------------------------------------------- any server

def articles_go_in_and_come_out(server):
    def ask(*a, **k):
        return curl(server, *a, **k)

    first = ask("/v1/articles", data=record(1, source="Alder", date="2031-03-05T06:00:00Z", title="Flood"))
    expect(first.status, 201)
    expect(first.json["verdict"], "new")
    number = first.json["number"]
    expect(first.headers["location"], f"/v1/articles/{number}")
    again = ask("/v1/articles", data=record(1, source="Alder", date="2031-03-05T06:00:00Z", title="Flood"))
    expect((again.status, again.json["known"], again.json["number"]), (200, True, number))
    copy = ask("/v1/articles", data=record(2, source="Birch", date="2031-03-05T08:00:00Z"))
    expect((copy.status, copy.json["verdict"], copy.json["canonical"]["id"]), (201, "copy", "a1"))
    judged = ask("/v1/match", data=record(3, source="Cedar"))
    expect((judged.status, judged.json["number"], judged.json["verdict"]), (200, None, "copy"))
    many = b"\n".join([record(1, source="Alder", date="2031-03-05T06:00:00Z", title="Flood"), b"broken", b"",
                       record(4, "Quite another thing: the theatre opens in May. "), b'{"id":"none"}'])
    lines = ask("/v1/articles", data=many, kind="application/x-ndjson").lines
    expect(len(lines), 4)
    expect([line.get("id", line.get("error", {}).get("status")) for line in lines], ["a1", 422, "a4", 422])
    whole = ask(f"/v1/articles/{number}").json
    expect((whole["id"], whole["size"], whole["match_count"]), ("a1", 2, 1))
    expect(whole["text"], STORY + "Number 1.")
    expect(ask("/v1/articles/a2").json["cluster"], number)
    listed = ask("/v1/clusters?least_size=2&limit=10").json
    expect([cluster["size"] for cluster in listed["clusters"]], [2])
    members = ask(f"/v1/clusters/{number}").json
    expect([member["id"] for member in members["members"]], ["a1", "a2"])
    compared = ask("/v1/compare?a=a1&b=a2").json
    expect((compared["a"]["text"], compared["copy"]), (STORY + "Number 1.", True))
    text = compared["b"]["text"].encode()
    for passage in compared["passages"]:
        begin, end = passage["b"]
        assert text[begin:end].decode() in STORY + "Number 2.", passage
    assert ask("/v1/flows").status == 200
    events = ask("/v1/events").json
    expect((events["events"], events["missed"]), ([], False))
    expect(ask(f"/v1/events?after={events['next']}&limit=5").json, events)
    expect(ask("/v1/events?after=1").json["missed"], True)
    expect(ask("/v1/stats").json["articles"], 3)
    expect(ask("/v1/articles/a2", method="DELETE").status, 204)
    expect(ask("/v1/articles/a2").status, 404)
    expect(ask("/v1/stats").json["articles"], 2)


def mistakes_are_told_from_each_other(server):
    cases = [
        ("/v1/articles", {"data": b"{"}, 422), ("/v1/articles", {"data": b""}, 422),
        ("/v1/articles", {"data": b'{"text":"a","text'}, 422), ("/v1/articles", {"data": b"\x00\xff"}, 422),
        ("/v1/articles", {"data": b"[]"}, 422), ("/v1/articles", {"data": b"{}", "kind": "text/plain"}, 415),
        ("/v1/match", {"data": b"{}", "kind": "application/x-ndjson"}, 415),
        ("/v1/articles", {"method": "GET"}, 405), ("/v1/articles", {"method": "PUT"}, 405),
        ("/v1/stats", {"method": "DELETE"}, 405), ("/v1/stats", {"method": "OPTIONS"}, 405),
        ("/", {"method": "POST"}, 405), ("/v2/articles", {}, 404), ("/v1/articles/", {}, 404),
        ("/v1/articles/999999", {}, 404), ("/v1/articles/a%00b", {}, 404), ("/v1/articles/%E9", {}, 404),
        ("/v1/clusters/999999", {}, 404), ("/v1/clusters/x", {}, 404), ("/v1/articles/%4", {}, 400),
        ("/v1/clusters?limit=0", {}, 400), ("/v1/clusters?colour=red", {}, 400), ("/v1/clusters?since=soon", {}, 400),
        ("/v1/events?after=now", {}, 400), ("/v1/events?limit=2000", {}, 400), ("/v1/compare?a=1", {}, 400), ("/v1/compare?a=999999&b=999998", {}, 404),
        ("/v1/articles/1?as=word", {}, 400), ("/page/../server.c", {}, 404), ("/page/none.js", {}, 404),
    ]
    for path, how, wanted in cases:
        answer = curl(server, path, "--path-as-is", **how)
        expect(answer.status, wanted, path)
        expect(answer.type, "application/problem+json", path)
        expect(answer.json["status"], wanted, path)
        assert len(answer.json["detail"]) > 10, answer.json
        if wanted == 405:
            assert answer.headers["allow"], path


def pages_and_metrics_are_served(server):
    page = curl(server, "/")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert "access-control-allow-origin" not in page.headers
    expect(page.headers["x-content-type-options"], "nosniff")
    same = curl(server, "/", "-H", f"If-None-Match: {page.headers['etag']}")
    expect((same.status, same.body), (304, b""))
    expect(same.headers["content-security-policy"], page.headers["content-security-policy"])
    expect(curl(server, "/page/page.js").type, "text/javascript")
    expect(curl(server, "/page/page.css").type, "text/css")
    expect(curl(server, "/", method="HEAD").status, 200)
    expect(curl(server, "/healthz").json, {"status": "ok"})
    expect(curl(server, "/openapi.json").json, DOCUMENT)
    metrics = curl(server, "/metrics")
    expect(metrics.headers["content-type"], "text/plain; version=0.0.4; charset=utf-8")
    if shutil.which("promtool"):
        done = subprocess.run(["promtool", "check", "metrics"], input=metrics.body, capture_output=True)
        expect(done.returncode, 0, done.stderr.decode())
        REMARKS.append("promtool has nothing to say about the metrics")


def bodies_that_are_cut_change_nothing(server):
    before = curl(server, "/v1/stats").json["articles"]
    head = b"POST /v1/articles HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: "
    for kind in (b"application/json", b"application/x-ndjson"):
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            client.sendall(head + kind + b"\r\nContent-Length: 5000\r\n\r\n" + record(70)[:40])
    for garbage in (b"\r\n\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"GET\r\n\r\n",
                    b"GET / HTTP/9.9\r\n\r\n", b"POST /v1/articles HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", server.port), timeout=5) as client:
            client.sendall(garbage)
            client.shutdown(socket.SHUT_WR)
            with contextlib.suppress(OSError):
                client.recv(65536)
    large = raw(server, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"x" * 200000 + b"\r\n\r\n", wait=5)
    assert not large.startswith(b"HTTP/1.1 200"), large[:40]
    expect(curl(server, "/v1/stats").json["articles"], before)


def clients_in_parallel(server, clients, posts, prefix):
    """Posts of several clients at once; gives (latencies, answers by id)."""
    latencies, answers, failures = [], {}, []
    lock = threading.Lock()

    def post(client):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        try:
            for i in range(posts):
                number = f"{prefix}{client}-{i}"
                begun = time.perf_counter()
                connection.request("POST", "/v1/articles", record(number, unlike(number)),
                                   {"Content-Type": "application/json"})
                answer = connection.getresponse()
                body = answer.read()
                taken = time.perf_counter() - begun
                with lock:
                    latencies.append(taken)
                    answers[f"a{number}"] = (answer.status, body)
        except Exception as failure:  # told below; a thread's own traceback would be lost
            failures.append(f"client {client}: {failure!r}")
        finally:
            connection.close()

    threads = [threading.Thread(target=post, args=(client,)) for client in range(clients)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures[:3]
    return sorted(latencies), answers, time.perf_counter() - begun


def sixty_four_clients_are_all_answered(server):
    latencies, answers, seconds = clients_in_parallel(server, 64, 12, "p")
    expect({status for status, _ in answers.values()}, {201})
    numbers = [json.loads(body)["number"] for _, body in answers.values()]
    expect(len(set(numbers)), 64 * 12, "numbers")
    p50, p99 = (latencies[int(len(latencies) * share)] * 1000 for share in (0.5, 0.99))
    REMARKS.append(f"64 clients: {len(latencies) / seconds:.0f} posts a second, p50 {p50:.1f} ms, p99 {p99:.1f} ms")
    assert p99 < 5000


# ---------------------------------------------------------------- the stand-in

def case_articles():
    with stand_in() as server:
        articles_go_in_and_come_out(server)


def case_mistakes():
    with stand_in() as server:
        mistakes_are_told_from_each_other(server)


def case_pages():
    with stand_in() as server:
        curl(server, "/v1/articles", data=record(1))
        pages_and_metrics_are_served(server)


def case_cut():
    with stand_in() as server:
        bodies_that_are_cut_change_nothing(server)


def case_parallel():
    with stand_in(add=2) as server:
        sixty_four_clients_are_all_answered(server)


def case_token():
    with stand_in(token=TOKEN) as server:
        for given in (None, "wrong", TOKEN[:-1], TOKEN + "x"):
            expect(curl(server, "/v1/stats", token=given).status, 401)
        expect(curl(server, "/v1/articles", data=record(1)).status, 401)
        expect(curl(server, "/v1/articles/1", method="DELETE").status, 401)
        expect(curl(server, "/nothing").status, 401)
        expect(curl(server, "/metrics").status, 401)
        expect(curl(server, "/openapi.json").status, 401)
        expect(curl(server, "/healthz").status, 200)
        expect(curl(server, "/").status, 200)
        expect(curl(server, "/v1/articles", data=record(1), token=TOKEN).status, 201)
        expect(curl(server, "/v1/articles/a1", token=TOKEN).status, 200)
        expect(curl(server, "/v1/stats", "-H", "Host: evil.example", token=TOKEN).status, 200)


def case_names():
    with stand_in() as server:
        for path in ("/v1/stats", "/", "/healthz"):
            expect(curl(server, path, "-H", "Host: evil.example:80").status, 421)
        expect(curl(server, "/v1/stats", "-H", "Host: localhost").status, 200)
        expect(curl(server, "/v1/stats", "-H", "Origin: http://evil.example").headers.get(
            "access-control-allow-origin"), None)


def case_oversized():
    with stand_in(body=2000) as server:
        expect(curl(server, "/v1/articles", data=record(1, "x" * 3000)).status, 413)
        expect(curl(server, "/v1/match", data=record(1, "x" * 3000)).status, 413)
        expect(curl(server, "/v1/articles", "-H", "Transfer-Encoding: chunked", data=record(1, "x" * 3000)).status, 413)
        expect(curl(server, "/v1/articles", data=record(1, "x" * 5_000_000)).status, 413)
        lines = curl(server, "/v1/articles", data=b"\n".join([record(1), record(2, "x" * 3_000_000), record(3)]),
                     kind="application/x-ndjson").lines
        expect([line.get("id") or line["error"]["status"] for line in lines], ["a1", 413, "a3"])
        endless = raw(server, b"POST /v1/articles HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                      b"Transfer-Encoding: chunked\r\n\r\n", *[b"10000\r\n" + b"x" * 65536 + b"\r\n"] * 100, wait=5)
        assert endless == b"" or b" 413 " in endless, endless[:60]
        expect(curl(server, "/v1/stats").json["articles"], 2)


def case_slow():
    with stand_in(idle=0.4, grace=0.4) as server:
        head = b"POST /v1/articles HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        begun = time.time()
        drips = [threading.Thread(target=raw, args=(server, *parts), kwargs={"pause": 0.1}) for parts in (
            [head[i:i + 1] for i in range(len(head))],
            [head + b"Content-Length: 90\r\n\r\n", *[b"x"] * 90],
            [b""], [b"G"])]
        for drip in drips:
            drip.start()
        expect(curl(server, "/healthz").status, 200)
        for drip in drips:
            drip.join()
        assert time.time() - begun < 8, "a client that drips was let"  # they would need 9 seconds and more
        cut = metric(server, "wiretwin_http_cut_connections_total")
        assert cut >= 4, cut
        body = record(1, "x" * 1000)
        request = head + f"Connection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        parts = [request, *(body[i:i + 80] for i in range(0, len(body), 80))]
        # On a busy machine this client may not be steady at first.
        answers = (raw(server, *parts, pause=0.05) for _ in range(10))
        assert any(b" 201 " in answer for answer in answers), "a slow client was cut"


def metric(server, name):
    return int(re.search(rf"^{name} (\d+)$", curl(server, "/metrics").body.decode(), re.MULTILINE).group(1))


def wait_in_line(server, count, answers):
    """Clients whose articles wait at the gate, until 'count' of them stand in the queue; how many took
    part depends on how many the writer took at first. Each has been heard before the next one comes."""
    clients = []
    deadline = time.time() + 20
    while metric(server, "wiretwin_queue_articles") < count:
        held = metric(server, "wiretwin_http_body_bytes")
        clients.append(threading.Thread(target=lambda i=len(clients): answers.append(
            curl(server, "/v1/articles", data=record(i)))))
        clients[-1].start()
        while metric(server, "wiretwin_http_body_bytes") == held and clients[-1].is_alive():
            assert time.time() < deadline, "they do not wait"
    return clients


def case_pressure():
    answers = []
    with stand_in(gate=1, waiting=3) as server:
        clients = wait_in_line(server, 3, answers)
        refused = curl(server, "/v1/articles", data=record(99))
        expect((refused.status, refused.headers["retry-after"]), (503, "1"))
        expect(curl(server, "/v1/articles/1").status, 404)  # looking goes on
        server.signal(signal.SIGUSR1)
        for client in clients:
            client.join()
        statuses = [answer.status for answer in answers]  # the last one may have come too late
        assert statuses.count(201) >= 4 and set(statuses) <= {201, 503}, statuses
        expect(curl(server, "/v1/articles", data=record(99)).status, 201)
        expect(curl(server, "/v1/stats").json["articles"], statuses.count(201) + 1)


def posts_until(server, status):
    """Posts new articles until one is answered so, since a signal is not heeded at once; gives that answer."""
    deadline = time.time() + 10
    for number in itertools.count(100):
        answer = curl(server, "/v1/articles", data=record(number))
        if answer.status == status:
            return answer
        assert time.time() < deadline, f"got {answer.status}, never {status}"


def case_failing_disk():
    with stand_in() as server:
        server.signal(signal.SIGUSR2)
        failed = posts_until(server, 503)
        assert int(failed.headers["retry-after"]) > 0
        lines = curl(server, "/v1/articles", data=record(1) + b"\n" + record(2), kind="application/x-ndjson").lines
        expect([line["error"]["status"] for line in lines], [503, 503])
        server.signal(signal.SIGUSR2)
        posts_until(server, 201)


def case_connections():
    with stand_in(connections=4) as server:
        held = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(4)]
        deadline = time.time() + 10
        while curl(server, "/v1/stats").status != 503:
            assert time.time() < deadline
        expect(curl(server, "/healthz").status, 200)
        for client in held:
            client.close()
        while curl(server, "/v1/stats").status != 200:
            assert time.time() < deadline


def lets_in(server):
    with socket.socket() as late:
        return late.connect_ex(("127.0.0.1", server.port)) == 0


def case_stop():
    answers = []
    with stand_in(gate=1) as server:
        clients = wait_in_line(server, 4, answers)
        server.signal(signal.SIGTERM)
        deadline = time.time() + 10
        while lets_in(server):
            assert time.time() < deadline, "a new client is let in"
        server.signal(signal.SIGUSR1)
        for client in clients:
            client.join()
        expect([answer.status for answer in answers], [201] * len(clients))


# ---------------------------------------------------------------- the document itself

def case_document():
    expect(DOCUMENT["openapi"], "3.1.0")
    names = set()
    for path, operations in DOCUMENT["paths"].items():
        for method, operation in operations.items():
            assert method in ("get", "post", "delete"), method
            assert operation["operationId"] not in names, operation["operationId"]
            names.add(operation["operationId"])
            braces = set(re.findall(r"{(\w+)}", path))
            given = {p["name"] for p in operation.get("parameters", []) if p["in"] == "path"}
            expect(given, braces, path)
            assert operation["summary"] and operation["responses"], path
            for status, answer in operation["responses"].items():
                assert 200 <= int(status) < 600 and resolve(answer)["description"], status

    def walk(node):
        if isinstance(node, dict):
            if "$ref" in node:
                assert isinstance(resolve(node), dict), node
            for key, child in node.items():
                walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(DOCUMENT)
    example = DOCUMENT["components"]["schemas"]["Record"]["examples"][0]
    assert not misfits(example, DOCUMENT["components"]["schemas"]["Record"])
    assert misfits({"status": "bad"}, DOCUMENT["paths"]["/healthz"]["get"]["responses"]["200"]["content"][
        "application/json"]["schema"]), "the checker does not check"


def case_all_routes_were_served():
    described = {(method.upper(), path) for path, operations in DOCUMENT["paths"].items() for method in operations}
    expect({(method, route) for method, route, _ in SERVED}, described)
    REMARKS.append(f"{len(SERVED)} pairs of a route and a status were seen, and all are described")


# ---------------------------------------------------------------- the command

def wiretwin_serve(folder, *options, environment=None):
    return served([str(WIRETWIN), "serve", "--db", f"{folder}/feed.db", "--listen", "127.0.0.1:0", *options],
                  environment)


def case_command():
    with tempfile.TemporaryDirectory() as folder:
        with wiretwin_serve(folder) as server:
            articles_go_in_and_come_out(server)
            mistakes_are_told_from_each_other(server)
            pages_and_metrics_are_served(server)
            bodies_that_are_cut_change_nothing(server)
            before = curl(server, "/v1/events").json["next"]
        with wiretwin_serve(folder, environment={"WIRETWIN_TOKEN": TOKEN}) as server:
            expect(curl(server, "/v1/stats").status, 401)
            expect(curl(server, "/v1/stats", token=TOKEN).json["articles"], 2)
            expect(curl(server, "/v1/articles", data=record(1, source="Alder", date="2031-03-05T06:00:00Z",
                                                            title="Flood"), token=TOKEN).json["known"], True)
            expect(curl(server, "/v1/articles", data=record(9, source="Dove", date="2031-03-05T05:00:00Z"),
                        token=TOKEN).status, 201)
            told = curl(server, f"/v1/events?after={before}", token=TOKEN).json
            expect([(event["event"], event["cluster"], event["canonical"], event["id"], event["before"])
                    for event in told["events"]], [("canonical", 1, 4, "a9", 1)])
            assert told["missed"] and told["next"] > before, told


def case_command_parallel():
    with tempfile.TemporaryDirectory() as folder, wiretwin_serve(folder) as server:
        sixty_four_clients_are_all_answered(server)


CASES = [
    ("the description is sound", case_document),
    ("articles go in and come out", case_articles),
    ("mistakes are told from each other", case_mistakes),
    ("the page, the description and the metrics are served", case_pages),
    ("bodies that are cut or no HTTP change nothing", case_cut),
    ("a token is asked for everywhere but at health and the page", case_token),
    ("without a token names of other sites are refused", case_names),
    ("oversized bodies are refused, of many the one line", case_oversized),
    ("clients that drip are cut, slow ones that get on are not", case_slow),
    ("a full queue tells clients to come again", case_pressure),
    ("a failing disk is told, and a better one used", case_failing_disk),
    ("connections beyond the limit are told to come again", case_connections),
    ("a stop finishes what was taken and lets nobody in", case_stop),
    ("64 clients in parallel are all answered", case_parallel),
] + ([("wiretwin serve does so with a database, across a restart", case_command),
      ("wiretwin serve answers 64 clients in parallel", case_command_parallel)] if WIRETWIN else []) + [
    ("every route that is described was served", case_all_routes_were_served),
]


def run_case(case):
    """None where all is well, else what is not."""
    try:
        return case()
    except Exception as failure:  # the next case is worth running all the same
        return f"{type(failure).__name__}: {failure}"


def main():
    """Most of a case is waiting, so a few run at a time; the last one looks at what the others saw."""
    print(f"1..{len(CASES)}")
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        running = [pool.submit(run_case, case) for _, case in CASES[:-1]]
        said = [future.result() for future in running]
    said.append(run_case(CASES[-1][1]))
    for number, ((name, _), wrong) in enumerate(zip(CASES, said), 1):
        print(f"{'ok' if wrong is None else 'not ok'} {number} - {name}")
        for line in (wrong or "").splitlines():
            print(f"# {line}")
    for line in REMARKS:
        print(f"# {line}")
    sys.exit(1 if any(said) else 0)


main()
