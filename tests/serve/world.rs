//! A playbook in a temporary folder, a server over it, and a client that speaks bytes.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use playbook::model::Date;
use playbook::pipeline::{self, Laid, Request};
use playbook::site::Product;
use playbook::source::uri_path;

/// How long anything may take. The machine may have other things to do.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A playbook that nobody else sees.
pub struct Book {
    pub folder: tempfile::TempDir,
}

impl Book {
    /// A small one without errors.
    pub fn small() -> Book {
        let book = Book { folder: tempfile::tempdir().unwrap() };
        book.put("book.toml", "[book]\ntitle = \"Ours\"\n");
        book.put(
            "content/index.md",
            "# Welcome\n\nSee [[bet-table]] and [the guide](guide/start.md).\n",
        );
        book.put("content/guide/start.md", "# Start\n\nHere.\n\n## Steps\n\nOne.\n");
        book.put("content/rituals/bet-table.md", &ritual("Bet table", "The first words."));
        book.put("content/rituals/review.md", &ritual("Review", "Look back, see [[bet-table]]."));
        book.put(
            "content/artifacts/bet.md",
            "---\ntitle: Bet\nsummary: A bet.\nowner: us\n---\nA bet.\n",
        );
        book.put("content/picture.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        book
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub fn remove(&self, path: &str) {
        std::fs::remove_file(self.path(path)).unwrap();
    }

    pub fn rename(&self, from: &str, to: &str) {
        std::fs::create_dir_all(self.path(to).parent().unwrap()).unwrap();
        std::fs::rename(self.path(from), self.path(to)).unwrap();
    }

    /// Every address with its bytes, as a clean preview makes them.
    pub fn clean(&self) -> Vec<(String, Vec<u8>)> {
        let request = Request {
            preview: true,
            base_url: Some("/".into()),
            as_of: Date::parse("2026-06-01"),
            ..Request::default()
        };
        let configured = pipeline::configure(self.root(), &request).unwrap();
        let (run, config) = pipeline::run(self.root(), configured, &request).unwrap();
        let Laid::Site(site) = pipeline::lay_out(self.root(), run, config).unwrap() else {
            panic!("the theme is faulty")
        };
        let make = |index: usize| {
            let mut bytes = Vec::new();
            if let Product::CopyOf(path) = site.produce(index, &mut bytes).unwrap() {
                bytes = std::fs::read(path).unwrap();
            }
            (site.routes().get(index).0.to_owned(), bytes)
        };
        (0..site.routes().len()).map(make).collect()
    }
}

/// A ritual without errors.
pub fn ritual(title: &str, body: &str) -> String {
    format!(
        "---\ntitle: {title}\nsummary: What {title} is.\nowner: us\ntrigger: when it is time\n\
         decides: [what is next]\n---\n{body}\n"
    )
}

/// A server that ends with its value.
pub struct Server {
    child: Child,
    pub port: u16,
    log: Arc<Mutex<String>>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn command(root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_playbook"));
    command.arg("serve").arg("--root").arg(root).args(["--as-of", "2026-06-01"]);
    command.env_remove("SOURCE_DATE_EPOCH").env("NO_COLOR", "1");
    command
}

impl Server {
    pub fn start(book: &Book) -> Server {
        Server::with(book, &["--port", "0"])
    }

    pub fn with(book: &Book, arguments: &[&str]) -> Server {
        let mut child = command(book.root())
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let told = Arc::clone(&log);
        let stderr = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                told.lock().unwrap().push_str(&(line + "\n"));
            }
        });
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().trim_end_matches('/').rsplit(':').next().unwrap().parse();
        let port = port.unwrap_or_else(|_| panic!("no address: {line:?} {}", log.lock().unwrap()));
        Server { child, port, log }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// How often it has made the site again.
    pub fn makings(&self) -> usize {
        let is_making = |line: &&str| {
            line.split_once(" ms ").is_some_and(|(time, _)| time.parse::<f64>().is_ok())
        };
        self.log().lines().filter(is_making).count()
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends bytes and reads until the other side has no more to say.
    pub fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = self.connect();
        // It may refuse before it has read everything.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Answer::read(&bytes)
    }

    pub fn ask(&self, method: &str, target: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = format!("{method} {target} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
            request.push_str(&format!("Host: 127.0.0.1:{}\r\n", self.port));
        }
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        self.raw(format!("{request}\r\n").as_bytes())
    }

    pub fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, &[])
    }

    /// Waits until a page says something.
    pub fn until(&self, target: &str, wanted: &str) {
        self.wait(&format!("`{wanted}` at {target}"), || {
            let answer = self.get(target);
            (answer.status == 200 && answer.text().contains(wanted)).then_some(())
        })
    }

    /// Waits until something is there.
    pub fn wait<T>(&self, what: &str, mut found: impl FnMut() -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(found) = found() {
                return found;
            }
            assert!(begun.elapsed() < PATIENCE, "never {what}\n{}", self.log());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits until every page is what a clean preview makes of what lies on disk.
    pub fn settles(&self, book: &Book, after: &str) {
        let clean = book.clean();
        let begun = Instant::now();
        loop {
            let differs = |(address, bytes): &&(String, Vec<u8>)| {
                let answer = self.get(&format!("/{}", uri_path(address)));
                (answer.status != 200 && address != "404.html") || answer.body != *bytes
            };
            let Some((address, bytes)) = clean.iter().find(differs) else { break };
            if begun.elapsed() > PATIENCE {
                let served = self.get(&format!("/{}", uri_path(address)));
                panic!(
                    "after {after} `{address}` is not that of a clean build ({})\n--- served\n{}\n--- clean\n{}\n{}",
                    served.status,
                    served.text(),
                    String::from_utf8_lossy(bytes),
                    self.log()
                );
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// A live channel.
    pub fn channel(&self) -> Channel {
        let mut stream = self.connect();
        let request = format!(
            "GET /.playbook/live HTTP/1.1\r\nHost: 127.0.0.1:{0}\r\nOrigin: http://127.0.0.1:{0}\r\n\
             Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
            self.port
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            head.push(byte[0]);
        }
        assert!(head.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&head));
        Channel(stream)
    }
}

/// A client of the live channel.
pub struct Channel(TcpStream);

impl Channel {
    /// The next message.
    pub fn hear(&mut self) -> serde_json::Value {
        loop {
            let mut head = [0; 2];
            self.0.read_exact(&mut head).unwrap();
            let mut length = usize::from(head[1] & 0x7f);
            if length >= 126 {
                let mut bytes = [0; 8];
                let count = if length == 126 { 2 } else { 8 };
                self.0.read_exact(&mut bytes[8 - count..]).unwrap();
                length = u64::from_be_bytes(bytes) as usize;
            }
            let mut text = vec![0; length];
            self.0.read_exact(&mut text).unwrap();
            if head[0] & 0x0f == 1 {
                return serde_json::from_slice(&text).unwrap();
            }
        }
    }

    /// The next message of which something is true.
    pub fn until(
        &mut self,
        what: &str,
        is: impl Fn(&serde_json::Value) -> bool,
    ) -> serde_json::Value {
        let begun = Instant::now();
        loop {
            let message = self.hear();
            if is(&message) {
                return message;
            }
            assert!(begun.elapsed() < PATIENCE, "never {what}: {message}");
        }
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// 0 where the connection was closed without a word.
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    fn read(bytes: &[u8]) -> Answer {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let head = String::from_utf8_lossy(&bytes[..end.unwrap_or(bytes.len())]).into_owned();
        let body = end.map_or(Vec::new(), |end| bytes[end + 4..].to_vec());
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, head, body }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let is = |line: &&str| {
            line.split_once(':').is_some_and(|(own, _)| own.eq_ignore_ascii_case(name))
        };
        self.head.lines().find(is).map(|line| line.split_once(':').unwrap().1.trim())
    }
}
