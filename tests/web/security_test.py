"""Knocks at the running server the way a hostile page, a hostile program or a broken one would.

usage: security_test.py CAIRN; needs nothing but Python.
"""
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import unittest

CAIRN = sys.argv.pop()

HOSTILE_CATALOG = """\
cairn: 1
id: hostile
title: "<img src=x onerror=alert(1)>"
areas:
  - {id: a, title: "</script><script>alert(2)</script>"}
levels:
  - {id: top, title: Top, years: [0], needs: [one]}
skills:
  - {id: one, name: "<script>alert(3)</script>", area: a, hours: [1, 2, 3], summary: "<b onclick=x>"}
  - {id: two, name: "{{token}}", area: a, hours: [1, 2, 3], needs: [one]}
"""


class Server:
    """A cairn serve of its own, with a record and a catalog in a folder that goes with it."""

    def __init__(self, address="127.0.0.1"):
        self.address = address
        self.host = f"[{address}]" if ":" in address else address
        self.folder = tempfile.TemporaryDirectory()
        catalog = os.path.join(self.folder.name, "hostile.yaml")
        with open(catalog, "w", encoding="utf-8") as file:
            file.write(HOSTILE_CATALOG)
        self.line = [CAIRN, "--db", os.path.join(self.folder.name, "p.db"), "--catalog", catalog]
        environment = dict(os.environ, HOME=self.folder.name)
        environment.pop("XDG_CONFIG_HOME", None)
        self.process = subprocess.Popen(self.line + ["serve", "--port", str(free_port(address)), "--json",
                                                     *([] if address == "127.0.0.1" else ["--address", address])],
                                        stdout=subprocess.PIPE, text=True, env=environment)
        self.port = int(re.search(r":(\d+)/", self.process.stdout.readline()).group(1))
        self.token = re.search('cairn-token" content="([0-9a-f]{32})"',
                               self.get("/")[1]).group(1)

    def close(self):
        self.process.send_signal(2)
        code = self.process.wait(timeout=30)
        self.process.stdout.close()
        self.folder.cleanup()
        return code

    def ask(self, method, path, body=None, **headers):
        """Status, body and headers; `Host=None` leaves the header out."""
        connection = http.client.HTTPConnection(self.address, self.port, timeout=30)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        headers.setdefault("Host", f"{self.host}:{self.port}")
        if body is not None and "Content_Length" not in headers:
            headers["Content_Length"] = str(len(body))
        for name, value in headers.items():
            if value is not None:
                connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        if body is not None:
            try:
                connection.send(body.encode())
            except OSError:
                pass  # turned away by its head
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text, answer.headers

    def get(self, path, **headers):
        return self.ask("GET", path, **headers)

    def post(self, path, body='{"words": ["one"]}', **headers):
        headers.setdefault("X_Cairn_Token", self.token)
        headers.setdefault("Content_Type", "application/json")
        return self.ask("POST", path, body, **headers)

    def recorded(self):
        return len(json.loads(self.get("/api/history")[1])["events"])

    def raw(self, data, wait=20):
        """What comes back for these bytes, until the other side closes."""
        with socket.create_connection((self.address, self.port), timeout=wait) as plug:
            try:
                plug.sendall(data)
                answer = b""
                while part := plug.recv(65536):
                    answer += part
            except OSError:
                return b""
            return answer


def free_port(address):
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.bind((address, 0))
        return probe.getsockname()[1]


def has_ipv6():
    try:
        free_port("::1")
        return True
    except OSError:
        return False


class ClosedToOthers(unittest.TestCase):
    address, as_the_kernel_writes_it = "127.0.0.1", "0100007F"

    @classmethod
    def setUpClass(cls):
        cls.server = Server(cls.address)

    @classmethod
    def tearDownClass(cls):
        code = cls.server.close()
        assert code == 0, f"Ctrl-C ended it with {code}"

    def refused(self, status, answer):
        before = self.server.recorded()
        self.assertEqual(answer[0], status, answer[1])
        self.assertEqual(self.server.recorded(), before)

    def test_listens_on_the_loopback_alone(self):
        bound = []
        for name in ["/proc/net/tcp", "/proc/net/tcp6"]:
            if os.path.exists(name):
                with open(name, encoding="ascii") as table:
                    bound += [line.split()[1] for line in table if line.split()[3] == "0A"]
        ours = [address for address in bound if address.endswith(f":{self.server.port:04X}")]
        self.assertEqual(ours, [f"{self.as_the_kernel_writes_it}:{self.server.port:04X}"])

    @unittest.skipUnless(os.getuid() == 0 and os.path.exists("/usr/bin/python3"),
                         "only root can be somebody else")
    def test_other_users_are_not_heard(self):
        ask = (f"import http.client as h; c = h.HTTPConnection('{self.address}', {self.server.port}); "
               "c.request('GET', '/'); print(c.getresponse().status)")
        for user, heard in [(0, "200\n"), (65534, "")]:
            ran = subprocess.run(["/usr/bin/python3", "-c", ask], user=user, cwd="/",
                                 capture_output=True, text=True, check=False)
            self.assertEqual(ran.stdout, heard, ran.stderr)

    def test_every_answer_carries_the_guards(self):
        for path in ["/", "/page.js", "/api/state", "/nothing", "/api/skill/nothing"]:
            headers = self.server.get(path)[2]
            self.assertIn("default-src 'none'", headers["Content-Security-Policy"], path)
            self.assertNotIn("unsafe", headers["Content-Security-Policy"])
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            self.assertEqual(headers["Referrer-Policy"], "no-referrer")
            self.assertEqual(headers["Cache-Control"], "no-store")
            self.assertIsNone(headers["Access-Control-Allow-Origin"])

    def test_nothing_is_packed_for_the_loopback(self):
        # What a browser asks for; packing takes longer than everything else together.
        status, text, headers = self.server.get("/api/catalog", Accept_Encoding="gzip, deflate, br")
        self.assertEqual(status, 200)
        self.assertIsNone(headers["Content-Encoding"])
        json.loads(text)

    def test_only_our_own_host_is_served(self):
        port = self.server.port
        for host in [f"localhost:{port}", f"127.0.0.1:{port}", f"[::1]:{port}"]:
            self.assertEqual(self.server.get("/", Host=host)[0], 200, host)
        for host in ["evil.example", f"evil.example:{port}", "127.0.0.1", "localhost",
                     f"127.0.0.1:{port + 1}", f"127.0.0.1.evil.example:{port}", f"LOCALHOST:{port}",
                     f"127.1:{port}", f"0.0.0.0:{port}", "", None]:
            status, body, _ = self.server.get("/", Host=host)
            self.assertIn(status, (400, 421), host)
            self.assertNotIn(self.server.token, body)
            self.refused(421 if host else status, self.server.post("/api/done", Host=host))
        two = self.server.raw(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: evil\r\n\r\n".encode())
        self.assertIn(b" 421 ", two.split(b"\r\n")[0])

    def test_writing_needs_the_token(self):
        for token in [None, "", "0" * 32, self.server.token[:-1], self.server.token + "0"]:
            self.refused(403, self.server.post("/api/done", X_Cairn_Token=token))

    def test_writing_needs_our_origin_where_one_is_sent(self):
        port = self.server.port
        for origin in ["https://evil.example", "null", f"http://127.0.0.1:{port + 1}",
                       f"https://127.0.0.1:{port}", "http://127.0.0.1"]:
            self.refused(403, self.server.post("/api/done", Origin=origin))
        status, _, _ = self.server.post("/api/done?x", Origin=f"http://localhost:{port}")
        self.assertEqual(status, 200)
        self.server.post("/api/undo", "{}")

    def test_a_form_or_text_post_is_refused(self):
        for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data",
                     "text/plain; application/json", "application/jsonp", None]:
            self.refused(403, self.server.post("/api/done", Content_Type=kind))

    def test_reading_never_writes_and_other_methods_are_unknown(self):
        before = self.server.recorded()
        for path in ["/api/done/one", "/api/done?words=one", "/api/undo", "/api/goal/set/one"]:
            self.assertEqual(self.server.get(path)[0], 404, path)
            self.assertEqual(self.server.ask("HEAD", path)[0], 404, path)
        for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"]:
            self.assertIn(self.server.ask(method, "/api/done", "{}")[0], (400, 405), method)
        self.assertEqual(self.server.recorded(), before)

    def test_only_what_the_page_needs_can_be_asked(self):
        for command in ["import", "export", "restore", "backup", "serve", "doctor", "", "../done"]:
            self.refused(404, self.server.post(f"/api/{command}"))
            self.assertEqual(self.server.get(f"/api/{command}")[0], 404, command)
        for option in ["db", "catalog", "help", "output", "o", "", "on --db", "dry-run"]:
            body = json.dumps({"words": ["one"], "options": {option: "/tmp/elsewhere"}})
            self.refused(400, self.server.post("/api/done", body))
        self.assertEqual(self.server.get("/api/roadmap?db=/tmp/elsewhere")[0], 400)
        for word in ["--db=/tmp/elsewhere", "--help", "-h", "--version", "--", "\0", "one\0"]:
            self.refused(400, self.server.post("/api/done", json.dumps({"words": [word]})))

    def test_bodies_that_make_no_sense_are_refused(self):
        for body in ["", "{", "[]", "null", '"done"', '{"words": "one"}', '{"words": [1]}',
                     '{"words": [["one"]]}', '{"words": ["one"], "options": []}',
                     '{"words": null}', '{"words": ["one"], "options": {"hours": {}}}',
                     '{"words": ["one"], "options": {"hours": ""}}', "[" * 60000, "\xff"]:
            self.refused(400, self.server.post("/api/done", body))

    def test_large_bodies_are_refused_by_their_head(self):
        large = json.dumps({"words": ["one"], "x": "y" * 70_000})
        self.refused(413, self.server.post("/api/done", large))
        self.refused(413, self.server.post("/api/done", "{}", Content_Length="99999999999999999999"))
        self.refused(411, self.server.post("/api/done", "{}", Content_Length="-1"))
        self.refused(411, self.server.post("/api/done", "0\r\n\r\n", Content_Length=None,
                                           Transfer_Encoding="chunked"))
        self.refused(415, self.server.post("/api/done", Content_Encoding="gzip"))
        note = json.dumps({"words": ["one", "n" * 3900]})
        self.assertEqual(self.server.post("/api/note", note)[0], 200)

    def test_heads_without_end_are_cut_off(self):
        port = self.server.port
        head = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        many = head + "".join(f"X-{i}: {'y' * 100}\r\n" for i in range(5000))
        for data in [many, head + "X: " + "y" * 200_000, "GET /" + "a" * 200_000,
                     head + "Range: bytes=" + "0-1," * 1900 + "0-1\r\n\r\n", "\r\n" * 5000,
                     "\x16\x03\x01\x02\x00\x01"]:
            answer = self.server.raw(data.encode())
            self.assertLess(len(answer), 10_000)
        self.assertEqual(self.server.get("/")[0], 200)

    def test_no_path_leads_out_of_the_page(self):
        for path in ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd",
                     "//etc/passwd", "/page.js%00.html", "/.", "/index.html/", "/api/../page.js",
                     "http://127.0.0.1/etc/passwd", "/%", "/%zz", "/\\..\\..\\etc\\passwd"]:
            status, body, _ = self.server.get(path)
            self.assertIn(status, (400, 404), path)
            self.assertNotIn("root:", body)

    def test_names_from_a_catalog_stay_text(self):
        _, page, _ = self.server.get("/")
        self.assertNotIn("alert(", page)
        for path in ["/api/catalog", "/api/state", "/api/skill/one", "/api/history"]:
            _, body, headers = self.server.get(path)
            self.assertEqual(headers["Content-Type"], "application/json", path)
            json.loads(body)
        self.assertNotIn(self.server.token, self.server.get("/api/catalog")[1])

    def test_slow_clients_are_dropped_and_hold_nobody_up(self):
        port = self.server.port
        start = time.monotonic()
        head = (f"POST /api/done HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
                f"X-Cairn-Token: {self.server.token}\r\nContent-Type: application/json\r\n"
                "Content-Length: 18\r\n\r\n{\"wor")
        before = self.server.recorded()
        slow = [socket.create_connection((self.address, port)) for _ in range(2)]
        slow[0].sendall(head.encode())
        slow[1].sendall(b"GET / HT")
        dropped = 0
        while dropped < len(slow) and time.monotonic() - start < 60:
            dropped = 0
            for plug in slow:
                try:
                    plug.sendall(b" ")  # a byte now and then buys no time
                    plug.settimeout(0.2)
                    if plug.recv(4096) == b"":
                        dropped += 1
                except TimeoutError:
                    pass
                except OSError:
                    dropped += 1
            self.assertEqual(self.server.get("/api/changes")[0], 200)
        self.assertEqual(dropped, len(slow))
        for plug in slow:
            plug.close()
        self.assertEqual(self.server.recorded(), before)

    def test_of_200_connections_64_are_served_and_the_rest_refused(self):
        plugs = []
        for _ in range(200):
            plug = socket.socket(socket.AF_INET6 if ":" in self.address else socket.AF_INET)
            plug.setblocking(False)
            plug.connect_ex((self.address, self.server.port))
            plugs.append(plug)
        # Those that are held open say nothing; those that are refused hear so and are closed.
        refused, end = set(), time.monotonic() + 5
        while len(refused) < 200 - 64 and time.monotonic() < end:
            for plug in plugs:
                try:
                    if plug not in refused and plug.recv(4096)[:12] in (b"HTTP/1.1 503", b""):
                        refused.add(plug)
                except OSError:
                    pass
            time.sleep(0.05)
        self.assertGreaterEqual(len(refused), 200 - 64)
        for plug in plugs:
            plug.close()
        for _ in range(100):
            try:
                if self.server.get("/")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.1)
        self.fail("it does not serve again")

    def test_a_second_one_takes_another_port_or_says_that_it_is_taken(self):
        again = subprocess.run(self.server.line + ["serve", "--port", str(self.server.port),
                                                    "--address", self.address],
                               capture_output=True, text=True, timeout=30, check=False)
        self.assertEqual(again.returncode, 2)
        self.assertIn(f"port {self.server.port} is taken", again.stderr)


@unittest.skipUnless(has_ipv6(), "this machine has no ::1")
class ClosedToOthersAtTheOtherLoopback(ClosedToOthers):
    address, as_the_kernel_writes_it = "::1", "00000000000000000000000001000000"


if __name__ == "__main__":
    unittest.main()
