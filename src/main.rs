//! `rasid`: sorts news articles by outlet type and by stance.

fn main() -> std::process::ExitCode {
    rasid::main()
}
