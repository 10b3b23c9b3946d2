//! Faults as text, for the command line: `NAME[=ARGUMENT][@PLACE][:WHEN]...`.
//!
//! `WHEN` is a share (`0.2`, `20%`), a number of times (`3x`), or the first request that is struck (`5..`).

use std::fmt;
use std::str::FromStr;

use brogue_generator::diagnostic::did_you_mean;

use super::error::FaultError;
use super::fault::{Fault, Kind};
use crate::duration;

impl FromStr for Fault {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        let (head, mut place) = match text.split_once('@') {
            Some((head, place)) => (head, Some(place)),
            None => (text, None),
        };
        let mut named = head;
        let mut whens = Vec::new();
        while let Some((rest, when)) = place.unwrap_or(named).rsplit_once(':') {
            // A path may hold a colon: `/visits/{id}:cancel`.
            if place.is_some()
                && !when.starts_with(|first: char| first.is_ascii_digit() || first == '.')
            {
                break;
            }
            whens.push(when);
            match &mut place {
                Some(place) => *place = rest,
                None => named = rest,
            }
        }
        let mut fault = Self::of(kind(named)?);
        fault.place = place.map(str::to_owned);
        for when in whens {
            fault = at_times(fault, when)?;
        }

        Ok(fault)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(formatter)?;
        if let Some(place) = &self.place {
            write!(formatter, "@{place}")?;
        }
        if self.from > 1 {
            write!(formatter, ":{}..", self.from)?;
        }
        if let Some(times) = self.times {
            write!(formatter, ":{times}x")?;
        }
        if self.share < 1.0 {
            write!(formatter, ":{}", self.share)?;
        }
        Ok(())
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())?;
        match self {
            Self::Delay(time) | Self::RateLimit(time) => {
                write!(formatter, "={}", duration::in_words(*time))
            }
            Self::ServerError(status) => write!(formatter, "={status}"),
            Self::BadGateway
            | Self::Reset
            | Self::HalfAnswer
            | Self::Refusal
            | Self::ExtraMember
            | Self::Null
            | Self::NewEnumValue
            | Self::WrongType
            | Self::MissingMember
            | Self::ExpiredToken
            | Self::DuplicatedPage => Ok(()),
        }
    }
}

/// `NAME[=ARGUMENT]`
fn kind(text: &str) -> Result<Kind, FaultError> {
    let (name, argument) = match text.split_once('=') {
        Some((name, argument)) => (name, Some(argument)),
        None => (text, None),
    };
    let names = || Kind::ALL.iter().map(|kind| kind.name());
    let Some(usual) = Kind::ALL.into_iter().find(|kind| kind.name() == name) else {
        return Err(FaultError::UnknownFault {
            name: name.to_owned(),
            meant: did_you_mean(name, names()).map(str::to_owned),
            known: names().collect::<Vec<_>>().join(", "),
        });
    };
    let Some(argument) = argument else {
        return Ok(usual);
    };
    let wrong = |reason| FaultError::Argument {
        text: text.to_owned(),
        reason,
    };
    let time = || {
        duration::parse(argument)
            .ok_or_else(|| wrong("a length of time is written as `300ms`, `2s` or `1h30m`"))
    };

    match usual {
        Kind::Delay(_) => time().map(Kind::Delay),
        Kind::RateLimit(_) => time().map(Kind::RateLimit),
        Kind::ServerError(_) => argument
            .parse()
            .map(Kind::ServerError)
            .map_err(|_| wrong("the status is a number from 500 to 599")),
        Kind::BadGateway
        | Kind::Reset
        | Kind::HalfAnswer
        | Kind::Refusal
        | Kind::ExtraMember
        | Kind::Null
        | Kind::NewEnumValue
        | Kind::WrongType
        | Kind::MissingMember
        | Kind::ExpiredToken
        | Kind::DuplicatedPage => Err(wrong("this fault takes no argument")),
    }
}

/// `0.2`, `20%`, `3x` or `5..`
fn at_times(fault: Fault, text: &str) -> Result<Fault, FaultError> {
    let read = if let Some(times) = text.strip_suffix('x') {
        times.parse().ok().map(|times| fault.times(times))
    } else if let Some(number) = text.strip_suffix("..") {
        number.parse().ok().map(|number| fault.from_request(number))
    } else if let Some(percent) = text.strip_suffix('%') {
        percent
            .parse()
            .ok()
            .map(|percent: f64| fault.share(percent / 100.0))
    } else {
        text.parse().ok().map(|share| fault.share(share))
    };

    read.ok_or_else(|| FaultError::Argument {
        text: text.to_owned(),
        reason: "when a fault strikes is written as a share `0.2` or `20%`, as times `3x`, or as the first request `5..`",
    })
}
