//! What every printer looks at: the API, the names it takes up, and the crates that were named so far.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Api, Resource, TypeDef, TypeId};

use super::symbol::RUNTIME;
use super::target::Target;
use super::twins::Twins;

/// Modules of every generated crate; a resource of that name stands in another one.
const OWN_MODULES: &[&str] = &["api", "client", "lib", EMBEDDED, "types"];

/// The module of the runtime, where the crate carries it.
pub(super) const EMBEDDED: &str = "runtime";

/// Shared by the printers of one crate.
pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    pub(super) target: &'a Target,
    /// Names of the API's types: a foreign item of the same name is written with its path.
    pub(super) type_names: BTreeSet<&'a str>,
    /// Types that are written out once for several names.
    pub(super) twins: Twins,
    /// The types of each module, in the order of the API.
    modules: BTreeMap<&'a str, Vec<(TypeId, &'a TypeDef)>>,
    crates: RefCell<BTreeSet<&'static str>>,
}

impl<'a> Context<'a> {
    /// For the workspace of Brogue itself.
    pub(super) fn new(api: &'a Api) -> Self {
        Self::with_target(api, &Target::Member)
    }

    pub(super) fn with_target(api: &'a Api, target: &'a Target) -> Self {
        let mut modules: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for (id, definition) in api.types.iter() {
            let module = modules.entry(definition.module.as_str()).or_default();
            module.push((id, definition));
        }

        Self {
            api,
            target,
            type_names: api
                .types
                .iter()
                .map(|(_, definition)| definition.name.as_str())
                .collect(),
            twins: Twins::of(&api.types),
            modules,
            crates: RefCell::default(),
        }
    }

    /// Remembers that an item of a crate was named.
    pub(super) fn name_crate(&self, name: &'static str) {
        self.crates.borrow_mut().insert(name);
    }

    /// Whether an item of a crate was named.
    pub(super) fn names_crate(&self, name: &str) -> bool {
        self.crates.borrow().contains(name)
    }

    /// The crate as Rust code names it.
    pub(super) fn crate_ident(&self) -> String {
        self.api.crate_name.as_str().replace('-', "_")
    }

    /// The module a resource stands in.
    pub(super) fn module_of(&self, resource: &Resource) -> String {
        let name = resource.field.as_str();
        let further = [
            (super::webhooks::MODULE, self.api.webhooks.is_some()),
            (super::webhooks::CALLBACKS, self.api.callbacks.is_some()),
            (super::servers::MODULE, !self.api.servers.is_empty()),
        ];
        let is_own = OWN_MODULES.contains(&name)
            || further
                .iter()
                .any(|(own, is_there)| *own == name && *is_there);
        if is_own {
            format!("{name}_calls")
        } else {
            name.to_owned()
        }
    }

    /// The text behind the comment sign in a file's first line.
    pub(super) fn banner(&self) -> String {
        let crate_name = &self.api.crate_name;
        let spec = super::text::plain(self.spec_name());
        let [of_regen, of_generate] = super::BANNERS;

        match self.target {
            Target::Member => {
                format!("{of_regen}regen {crate_name}`. Do not edit: change `{spec}` instead.")
            }
            Target::Alone { .. } | Target::Included => {
                format!(
                    "{of_generate}` from `{spec}`. Do not edit: change that and generate again."
                )
            }
        }
    }

    /// The document, as people are told of it. A crate that stands alone tells its name only, wherever it was generated.
    pub(super) fn spec_name(&self) -> &'a str {
        let path = self.api.spec_path.as_str();

        match self.target {
            Target::Member => path,
            Target::Alone { .. } | Target::Included => {
                path.rsplit(['/', '\\']).next().unwrap_or(path)
            }
        }
    }

    /// The path that leads to the items of the runtime.
    pub(super) fn runtime(&self) -> &'static str {
        if self.target.embeds_runtime() {
            // As long as the other, so lines break at the same places.
            "crate::runtime"
        } else {
            RUNTIME
        }
    }

    /// The modules of the types, each once, in alphabetical order.
    pub(super) fn type_modules(&self) -> BTreeSet<&'a str> {
        self.modules.keys().copied().collect()
    }

    /// The types of a module, in the order of the API.
    pub(super) fn types_in(&self, module: &str) -> &[(TypeId, &'a TypeDef)] {
        self.modules.get(module).map_or(&[], Vec::as_slice)
    }
}

/// A name that is not taken, made from one that may be.
pub(super) fn free_name(wanted: &str, suffix: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut name = wanted.to_owned();
    while is_taken(&name) {
        name.push_str(suffix);
    }

    name
}
