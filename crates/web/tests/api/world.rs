//! A small company behind a listening server, and a client that asks it.

use std::net::SocketAddr;
use std::thread::JoinHandle;

use axum::Router;
use axum::routing::get;
use crm::Crm;
use crm::definitions::{self, File};
use crm::records::{self, New};
use crm::signin::tokens;
use meta::{FieldLevel, Key};
use serde_json::{Value as Json, json};
use tokio::sync::oneshot;
use ureq::Agent;
use ureq::http::{HeaderMap, Request};
use uuid::Uuid;

/// Users with their roles and managers; everybody's password is `look around`.
const PEOPLE: [(&str, &str, Option<&str>); 6] = [
    ("ana", "administrator", None),
    ("mia", "sales_manager", Some("ana")),
    ("rep", "sales_rep", Some("mia")),
    ("max", "sales_manager", Some("ana")),
    ("far", "sales_rep", Some("max")),
    ("eve", "read_only", None),
];

/// A workspace with people, served.
pub struct World {
    /// The business behind the server.
    pub crm: Crm,
    /// `http://127.0.0.1:PORT`
    pub url: String,
    agent: Agent,
    tokens: Vec<(&'static str, Uuid, String)>,
    stop: Option<oneshot::Sender<()>>,
    server: Option<JoinHandle<()>>,
}

/// What the server answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Json,
}

/// Runs a body in a fresh world on each engine.
pub fn each(body: impl Fn(&World)) {
    store::testing::stores(|store| body(&World::open(Crm::open(store.clone(), [7; 32]).unwrap())));
}

/// As [`each`], with the module that has every field type.
pub fn with_everything(body: impl Fn(&World)) {
    each(|world| {
        let file = |name: &str, text: &str| File { name: name.into(), text: text.into() };
        let plan = definitions::plan(
            &world.crm,
            vec![
                file("everything.toml", include_str!("../../../crm/tests/fixtures/everything.toml")),
                file("everything_line.toml", include_str!("../../../crm/tests/fixtures/everything_line.toml")),
            ],
        );
        definitions::apply(&world.crm, &world.crm.system(), &plan.unwrap()).unwrap();
        body(world);
    });
}

impl World {
    fn open(crm: Crm) -> World {
        crm::furnish(&crm).unwrap();
        let mut tokens: Vec<(&'static str, Uuid, String)> = Vec::new();
        for (name, role, manager) in PEOPLE {
            let manager =
                manager.and_then(|name| tokens.iter().find(|(known, ..)| *known == name)).map(|(_, id, _)| *id);
            let values =
                json!({ "name": name, "email": format!("{name}@example.com"), "role": role, "manager": manager });
            let id = hire(&crm, values);
            let (_, token) = tokens::create(&crm, &crm.system(), id, "test").unwrap();
            tokens.push((name, id, token));
        }
        let (stop, stopped) = oneshot::channel();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let app = web::App::new(crm.clone(), web::Settings { url: url.clone(), ..web::Settings::default() });
        let server = std::thread::spawn(move || serve(app, listener, stopped));
        let config =
            Agent::config_builder().http_status_as_error(false).max_redirects(0).max_idle_connections(0).build();
        World { crm, url, agent: config.into(), tokens, stop: Some(stop), server: Some(server) }
    }

    /// The id of a user.
    pub fn user(&self, name: &str) -> Uuid {
        self.tokens.iter().find(|(known, ..)| *known == name).unwrap().1
    }

    /// The token of a user.
    pub fn token(&self, name: &str) -> &str {
        &self.tokens.iter().find(|(known, ..)| *known == name).unwrap().2
    }

    /// Somebody who asks.
    pub fn by(&self, name: &str) -> Asking<'_> {
        Asking { world: self, headers: vec![("authorization".into(), format!("Bearer {}", self.token(name)))] }
    }

    /// Nobody in particular.
    pub fn stranger(&self) -> Asking<'_> {
        Asking { world: self, headers: Vec::new() }
    }

    /// The browser of a user who is signed in, with requests that are said to come from there.
    pub fn browser(&self, name: &str, from: &str) -> Asking<'_> {
        let session = crm::signin::sessions::begin(&self.crm, self.user(name), "127.0.0.1", "test", None).unwrap();
        self.stranger().with("cookie", &format!("kith={}", session.token)).with("sec-fetch-site", from)
    }

    /// The id of a stage of the first pipeline.
    pub fn stage(&self, key: &str) -> String {
        let found = self.by("ana").get(&format!("/stage?filter[key]={key}"));
        found.body["data"][0]["id"].as_str().unwrap().to_string()
    }

    /// Lets the sealer go once, as it does twice a second beside a server.
    pub fn seal(&self) {
        crm::audit::seal(&self.crm).unwrap();
    }
}

/// Hides a field from a role.
pub fn hide(world: &World, role: &'static str, module: &'static str, field: &'static str) {
    let done = world.crm.write(&world.crm.system(), "configure", move |work| {
        let (role, module, field) = (Key::of(role), Key::of(module), Key::of(field));
        crm::settings::rights::set_field(work, &role, &module, &field, Some(FieldLevel::Hidden))
    });
    done.wait().unwrap();
    world.crm.refresh().unwrap();
}

fn hire(crm: &Crm, values: Json) -> Uuid {
    let values = values.as_object().unwrap().clone();
    let done = crm.write(&crm.system(), "create", move |work| {
        let module = work.module("user")?;
        let values = records::from_json(work, &module, &values)?;
        records::create(work, "user", New { id: None, values, source: "test" })
    });
    done.wait().unwrap().id
}

fn serve(app: web::App, listener: std::net::TcpListener, stopped: oneshot::Receiver<()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        listener.set_nonblocking(true).unwrap();
        let listener = tokio::net::TcpListener::from_std(listener).unwrap();
        // No handler of Kith's panics on purpose, so one of the test's own stands behind the same guards.
        let panicking = web::guarded(Router::new().route("/api/v1/panic", get(panics)), app.clone());
        let service = web::router(app).merge(panicking).into_make_service_with_connect_info::<SocketAddr>();
        tokio::select! {
            served = async { axum::serve(listener, service).await } => served.unwrap(),
            _ = stopped => {}
        }
    });
}

async fn panics() -> String {
    panic!("on purpose")
}

impl Drop for World {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(server) = self.server.take() {
            let _ = server.join();
        }
    }
}

/// A client with its headers.
#[derive(Clone)]
pub struct Asking<'w> {
    world: &'w World,
    headers: Vec<(String, String)>,
}

impl Asking<'_> {
    /// With a header more.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// A request as it is; `path` below `/api/v1`, or from the root when it begins with two slashes.
    pub fn ask(&self, method: &str, path: &str, body: Option<&[u8]>) -> Answer {
        let encoded = path.replace('[', "%5B").replace(']', "%5D").replace(' ', "%20");
        let url = match encoded.strip_prefix("//") {
            Some(rest) => format!("{}/{rest}", self.world.url),
            None => format!("{}/api/v1{encoded}", self.world.url),
        };
        let mut request = Request::builder().method(method).uri(url);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let agent = &self.world.agent;
        let response = match body {
            Some(body) => agent.run(request.body(body).unwrap()),
            None => agent.run(request.body(()).unwrap()),
        };
        let mut response = response.unwrap();
        let text = response.body_mut().read_to_string().unwrap();
        let body = serde_json::from_str(&text).unwrap_or(Json::String(text));
        Answer { status: response.status().as_u16(), headers: response.headers().clone(), body }
    }

    /// `GET`
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, None)
    }

    /// A method with a JSON body.
    pub fn send(&self, method: &str, path: &str, body: Json) -> Answer {
        self.clone().with("content-type", "application/json").ask(method, path, Some(body.to_string().as_bytes()))
    }

    /// `POST`
    pub fn post(&self, path: &str, body: Json) -> Answer {
        self.send("POST", path, body)
    }

    /// `POST` of a form.
    pub fn submit(&self, path: &str, form: &str) -> Answer {
        let form_type = "application/x-www-form-urlencoded";
        self.clone().with("content-type", form_type).ask("POST", path, Some(form.as_bytes()))
    }

    /// `PATCH`
    pub fn patch(&self, path: &str, body: Json) -> Answer {
        self.send("PATCH", path, body)
    }

    /// `PUT` with a body.
    pub fn put(&self, path: &str, body: Json) -> Answer {
        self.send("PUT", path, body)
    }

    /// `DELETE`
    pub fn delete(&self, path: &str) -> Answer {
        self.ask("DELETE", path, None)
    }

    /// Makes a record and gives its id.
    pub fn make(&self, module: &str, body: Json) -> String {
        let made = self.post(&format!("/{module}"), body);
        assert_eq!(made.status, 201, "{:#}", made.body);
        made.body["id"].as_str().unwrap().to_string()
    }
}

impl Answer {
    /// Asserts the status.
    #[track_caller]
    pub fn is(self, status: u16) -> Answer {
        assert_eq!(self.status, status, "{:#} {:?}", self.body, self.headers);
        self
    }

    /// A header as text; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Asserts a problem of a status with these errors, as `field code`.
    #[track_caller]
    pub fn refused(self, status: u16, errors: &[&str]) -> Answer {
        let answer = self.is(status);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.body["status"], status);
        assert!(answer.body["title"].is_string() && answer.body["type"].is_string());
        assert!(!answer.body["detail"].as_str().unwrap().is_empty());
        let told = answer.body["errors"].as_array().unwrap().iter();
        let told: Vec<String> = told
            .map(|error| {
                assert!(error["detail"].is_string());
                format!("{} {}", error["field"].as_str().unwrap(), error["code"].as_str().unwrap())
            })
            .collect();
        assert_eq!(told, errors, "{:#}", answer.body);
        answer
    }

    /// One field of every record of a list.
    pub fn column(&self, field: &str) -> Vec<Json> {
        self.body["data"].as_array().unwrap().iter().map(|record| record[field].clone()).collect()
    }
}
