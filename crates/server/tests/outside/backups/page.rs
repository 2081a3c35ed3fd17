//! The page of backups: who sees it, what it asks for, what it says.

use super::page;
use crate::support::{Client, both};

#[test]
fn an_administrator_backs_up_now_verifies_and_sees_what_commands_made() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        let server = place.serve();
        let ana = Client::of(&server).signed_in("ana@example.com");
        assert!(page(&ana, "No backups yet").contains("Next backup"));
        assert_eq!(ana.form("/admin/backups", "").status, 303);
        page(&ana, "by-hand-");
        let shown = page(&ana, ">Sound<");
        let data = place.data().canonicalize().expect("the data directory");
        let command = format!("kith --data {} restore {}/backups/by-hand-", data.display(), data.display());
        assert!(shown.contains(&command), "{command} is not in {shown}");

        let file = place.folder().canonicalize().expect("the folder").join("mine.kith");
        for _ in 0..2 {
            assert_eq!(place.run(["backup", &file.to_string_lossy()]).code, 0);
        }
        let shown = page(&ana, "mine.kith");
        assert_eq!(shown.matches("mine.kith</span>").count(), 1, "it took the place of the one before");
        let verify = shown.split("action=\"").find(|part| part.contains("/verification\"")).expect("a button");
        let address = verify.split('"').next().expect("an address");
        assert_eq!(ana.form(address, "").status, 303);
        let since = std::time::Instant::now();
        while page(&ana, "Sound").matches(">Sound<").count() < 2 {
            assert!(since.elapsed().as_secs() < 60);
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        std::fs::remove_file(&file).expect("somebody removes it");
        page(&ana, "Not there any more");
    });
}

#[test]
fn nobody_else_reaches_any_of_it() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        place.user("rui@example.com", "sales_manager");
        let server = place.serve();
        let rui = Client::of(&server).signed_in("rui@example.com");
        let one = "/admin/backups/00000000-0000-7000-8000-000000000000/verification";
        for path in ["/admin/backups", "/admin/backups/progress"] {
            assert_eq!(rui.get(path).status, 403, "{path}");
        }
        for path in ["/admin/backups", "/admin/backups/schedule", one] {
            assert_eq!(rui.form(path, "on=true&at=03:00&daily=1&weekly=1&monthly=1").status, 403, "{path}");
        }
        let ana = Client::of(&server).signed_in("ana@example.com");
        assert_eq!(ana.form(one, "").status, 404);
        page(&ana, "No backups yet");
    });
}

#[test]
fn the_schedule_is_saved_and_told_in_the_trail_and_nonsense_is_refused() {
    both(|place| {
        place.user("ana@example.com", "administrator");
        let server = place.serve();
        let ana = Client::of(&server).signed_in("ana@example.com");
        for (form, words) in [
            ("on=true&at=soon&daily=7&weekly=4&monthly=6", "must be a time of day such as 03:00"),
            ("on=true&at=03:00&daily=many&weekly=4&monthly=6", "must be a number such as 7"),
            ("on=true&at=03:00&daily=7&weekly=4&monthly=101", "must be a number from 0 to 100"),
            ("on=true&at=03:00&daily=0&weekly=0&monthly=0", "must be at least 1"),
        ] {
            let refused = ana.form("/admin/backups/schedule", form);
            assert!(refused.status == 422 && refused.text.contains(words), "{form}: {}", refused.text);
        }
        assert_eq!(ana.form("/admin/backups/schedule", "on=true&at=04:30:00&daily=3&weekly=0&monthly=1").status, 303);
        let shown = page(&ana, "value=\"04:30\"");
        assert!(shown.contains("id=\"f-daily\" type=\"number\" name=\"daily\" value=\"3\""), "{shown}");
        assert!(ana.get("/admin/audit").text.contains("Changed the schedule of backups"));
        assert_eq!(ana.form("/admin/backups/schedule", "at=04:30&daily=3&weekly=0&monthly=1").status, 303);
        page(&ana, "The schedule is off");
    });
}
