//! The steps of `cargo xtask ci` that are programs, in their order. A new one is an entry here.

use super::Step;

/// Before everything else.
pub(super) const FORMAT: Step = Step::cargo("formatting", &["fmt", "--all", "--check"]);

/// Behind the checks of what is generated.
pub(super) const STEPS: &[Step] = &[
    Step::cargo(
        "clippy, warnings as errors",
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ],
    ),
    Step::cargo(
        "the runtime with its default features only",
        &[
            "clippy",
            "--package",
            "brogue-runtime",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ],
    ),
    Step::cargo(
        "the generator without what prints",
        &[
            "clippy",
            "--package",
            "brogue-generator",
            "--no-default-features",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ],
    ),
    Step {
        variable: Some(("RUSTDOCFLAGS", "-D warnings")),
        ..Step::cargo(
            "documentation, warnings as errors",
            &["doc", "--workspace", "--no-deps", "--locked"],
        )
    },
];

/// Behind everything else: whoever reads the last lines sees what the tests say.
pub(super) const TESTS: Step = Step::cargo("all tests", &["test", "--workspace", "--locked"]);

/// What takes a minute and more, a network or tools of other people: only with `--full`.
pub(super) const SLOW: &[Step] = &[
    Step::cargo(
        "examples, each with no more than its own crate gives it",
        &[
            "build",
            "--package=geonext",
            "--package=jobbers",
            "--package=letsjobit",
            "--package=nicejob",
            "--examples",
            "--locked",
        ],
    ),
    Step::cargo(
        "packages that can be published, each built from its package alone",
        &[
            "package",
            "--workspace",
            "--exclude=brogue-benchmarks",
            "--exclude=brogue-instructions",
            "--exclude=brogue-compile-tests",
            "--exclude=brogue-tests",
            "--exclude=build-script-example",
            "--exclude=xtask",
            "--features=spec",
            "--allow-dirty",
            "--locked",
        ],
    ),
    Step {
        purpose: "the clients against Prism, which serves the same specs",
        program: "scripts/prism.sh",
        arguments: &[],
        variable: None,
    },
    Step {
        purpose: "the simulated vendors against schemathesis, which makes up requests of the specs",
        program: "scripts/schemathesis.sh",
        arguments: &[],
        variable: None,
    },
];
