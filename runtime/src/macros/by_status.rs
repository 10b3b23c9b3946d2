//! Enums that go by status.

/// Lists the cases of a [`ByStatus`](crate::ByStatus) in the order of its table: a name alone has no body, `Name(_)` has one, and
/// `Name(status, _)` has the status before it. The enum has a case `Unknown(StatusCode, Value)` besides.
///
/// # Examples
///
/// ```
/// use brogue_runtime::{ByStatus, StatusCase, StatusCode, Value};
///
/// #[derive(Debug, PartialEq)]
/// pub enum StartJobAnswer {
///     Ok(String),
///     Accepted(i64),
///     NoContent,
///     Unknown(StatusCode, Value),
/// }
///
/// impl ByStatus for StartJobAnswer {
///     const CASES: &'static [StatusCase] = &[
///         StatusCase::of(&["200", "201"]),
///         StatusCase::of(&["202"]),
///         StatusCase::of(&["204"]),
///     ];
/// }
///
/// brogue_runtime::by_status! {
///     StartJobAnswer: Ok(_), Accepted(_), NoContent
/// }
/// ```
#[macro_export]
macro_rules! by_status {
    ($name:ident: $($case:ident $(($($held:tt),+))?),* $(,)?) => {
        impl $crate::StatusCases for $name {
            #[inline]
            fn case(
                index: ::core::option::Option<usize>,
                status: $crate::StatusCode,
                body: &mut dyn $crate::StatusBody,
            ) -> ::core::result::Result<Self, $crate::Error> {
                let mut left = index;
                $(
                    if left == ::core::option::Option::Some(0) {
                        return ::core::result::Result::Ok(
                            $crate::__by_status!($case, status, body $(, $($held),+)?),
                        );
                    }
                    left = left.and_then(|left| left.checked_sub(1));
                )*
                let _ = left;

                ::core::result::Result::Ok(Self::Unknown(status, body.take()))
            }
        }

        impl $crate::Output for $name {
            #[inline]
            fn read(
                answer: &mut $crate::Answer,
                findings: &mut ::std::vec::Vec<$crate::codec::Finding>,
            ) -> ::core::result::Result<Self, $crate::Error> {
                $crate::read_by_status(answer, findings)
            }
        }

        impl $crate::Declared for $name {
            #[inline]
            fn declared(
                body: &mut $crate::ErrorText<'_>,
            ) -> ::core::result::Result<Self, $crate::Error> {
                $crate::declared_by_status(body)
            }
        }
    };
}

/// One case, made of what is there.
#[doc(hidden)]
#[macro_export]
macro_rules! __by_status {
    ($case:ident, $status:ident, $body:ident) => {
        Self::$case
    };
    ($case:ident, $status:ident, $body:ident, status) => {
        Self::$case($status)
    };
    ($case:ident, $status:ident, $body:ident, _) => {
        Self::$case({
            let mut value = $crate::codec::Slot::hollow();
            $body.read(&mut value)?;
            value
        })
    };
    ($case:ident, $status:ident, $body:ident, status, _) => {
        Self::$case($status, {
            let mut value = $crate::codec::Slot::hollow();
            $body.read(&mut value)?;
            value
        })
    };
}
