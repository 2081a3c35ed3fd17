//! One that asks: a program with a token, a browser with a session. What it did not read to its end was not answered.

use std::time::Duration;

use bench::Outcome;
use serde_json::Value as Json;
use ureq::Agent;
use ureq::http::Request;

/// A signed-in user of both doors.
#[derive(Clone)]
pub struct Client {
    agent: Agent,
    url: String,
    token: String,
    cookie: String,
}

/// What came back, whole.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Whether it had been given before.
    pub replayed: bool,
    /// Where it leads.
    pub location: String,
    /// Body.
    pub text: String,
}

impl Answer {
    /// Whether what was asked is done.
    pub fn is_done(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether the server says that it cannot answer now.
    pub fn is_busy(&self) -> bool {
        self.status == 503
    }

    /// The body as JSON.
    pub fn json(&self) -> Outcome<Json> {
        match self.is_done() {
            true => Ok(serde_json::from_str(&self.text)?),
            false => Err(format!("answered {}: {}", self.status, self.text).into()),
        }
    }
}

impl Client {
    /// Nobody yet, at no server.
    pub fn new(token: String) -> Client {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_global(Some(Duration::from_secs(60)));
        Client { agent: config.build().into(), url: String::new(), token, cookie: String::new() }
    }

    /// The same user of a server that may have another address than the one before; with connections of its own.
    pub fn at(&self, url: &str) -> Client {
        Client { url: url.to_owned(), cookie: self.cookie.clone(), ..Client::new(self.token.clone()) }
    }

    /// Opens a session.
    pub fn sign_in(&mut self, email: &str, password: &str) -> Outcome {
        let form = format!("email={}&password={}", email.replace('@', "%40"), password.replace(' ', "+"));
        let request = self.by_page("/sign-in").header("content-type", "application/x-www-form-urlencoded");
        let response = self.agent.run(request.body(form)?)?;
        let cookie = response.headers().get("set-cookie").and_then(|cookie| cookie.to_str().ok());
        self.cookie = cookie.and_then(|cookie| cookie.split(';').next()).ok_or("no session")?.to_owned();
        Ok(())
    }

    /// Looks at something of the API.
    pub fn see(&self, path: &str) -> Outcome<Json> {
        let request = self.by_program("GET", path);
        self.whole(request.body(())?)?.json()
    }

    /// Looks for records.
    pub fn find(&self, path: &str, question: &Json) -> Outcome<Json> {
        let request = self.by_program("POST", path);
        self.whole(request.body(question.to_string())?)?.json()
    }

    /// Asks for a change that is to be done once, whatever happens.
    pub fn ask(&self, method: &str, path: &str, key: &str, body: &str) -> Outcome<Answer> {
        let request = self.by_program(method, path).header("idempotency-key", key);
        self.whole(request.body(body.to_owned())?)
    }

    /// Looks at a page.
    pub fn page(&self, path: &str) -> Outcome<Answer> {
        let request = Request::get(format!("{}{path}", self.url)).header("cookie", &self.cookie);
        self.whole(request.body(())?)
    }

    /// Sends a form as a page does.
    pub fn form(&self, path: &str, kind: &str, body: &str) -> Outcome<Answer> {
        let request = self.by_page(path).header("cookie", &self.cookie).header("content-type", kind);
        self.whole(request.body(body.to_owned())?)
    }

    fn by_page(&self, path: &str) -> ureq::http::request::Builder {
        Request::post(format!("{}{path}", self.url)).header("origin", &self.url).header("sec-fetch-site", "same-origin")
    }

    fn by_program(&self, method: &str, path: &str) -> ureq::http::request::Builder {
        let request = Request::builder().method(method).uri(format!("{}{path}", self.url));
        request.header("authorization", format!("Bearer {}", self.token)).header("content-type", "application/json")
    }

    fn whole(&self, request: Request<impl ureq::AsSendBody>) -> Outcome<Answer> {
        let mut response = self.agent.run(request)?;
        let text = response.body_mut().with_config().limit(1 << 26).read_to_string()?;
        let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
        Ok(Answer {
            status: response.status().as_u16(),
            replayed: header("idempotency-replayed") == Some("true"),
            location: header("location").unwrap_or_default().to_owned(),
            text,
        })
    }
}
