//! The native half of the Python package: what takes and gives Python's values. All else is Rust as the command
//! line has it, run without the interpreter's lock.

mod commands;
mod errors;
mod frames;
mod model;
mod ready;

use pyo3::prelude::*;

#[pymodule]
mod _rasid {
    #[pymodule_export]
    use super::commands::{command, write_rows};
    #[pymodule_export]
    use super::errors::{InputError, ModelError, OutputError, RasidError, UsageError};
    #[pymodule_export]
    use super::frames::{Columns, row, texts};
    #[pymodule_export]
    use super::model::Model;

    use super::{Bound, PyModule, PyModuleMethods, PyResult};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
