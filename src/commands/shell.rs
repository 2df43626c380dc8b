//! `rasid completions` and `rasid man`.

use std::io::{self, Write};

use clap::CommandFactory;

use crate::cli::{Cli, CompletionsArgs, ManArgs};
use crate::diagnostics::Failure;
use crate::printer::Output;

pub(crate) fn completions(args: &CompletionsArgs) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "rasid", &mut script);
    print(&script)
}

pub(crate) fn man(args: &ManArgs) -> Result<(), Failure> {
    if let Some(dir) = &args.dir {
        let made = std::fs::create_dir_all(dir)
            .and_then(|()| clap_mangen::generate_to(Cli::command(), dir));
        return made.map_err(|e| Failure::output(Some(dir), &e));
    }
    let mut page = Vec::new();
    let rendered: io::Result<()> = clap_mangen::Man::new(Cli::command()).render(&mut page);
    rendered.map_err(|e| Failure::output(None, &e))?;
    print(&page)
}

fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = Output::open(None)?;
    out.write_all(bytes).map_err(|e| Failure::output(None, &e))?;
    out.finish()
}
