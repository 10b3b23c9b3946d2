//! The modules of types: structs, enums, unions and their tables, printed straight as text.

mod by_status;
mod constructors;
mod newtype;
mod structure;
mod table;
mod text_enum;
mod undeclared;
mod union;

use self::constructors::required_docs;
pub(super) use self::constructors::{asked_members, is_asked, required_name, setter_name};

use crate::model::{Origin, TypeDef, TypeKind};

use super::File;
use super::context::Context;
use super::docs::DocLines;
use super::fit;
use super::markdown;
use super::print;
use super::symbol::{Symbols, version_order};
use super::text::Text;
use super::value::TimeFormats;

/// What the printers of one module share.
struct Module<'a> {
    context: &'a Context<'a>,
    symbols: Symbols<'a>,
    times: TimeFormats,
    text: Text,
    newtypes: Vec<&'a str>,
    open_enums: Vec<&'a str>,
}

/// `src/types.rs` and the modules under it.
pub(super) fn files(context: &Context<'_>) -> Vec<File> {
    let of_module = |module| File {
        path: format!("src/types/{module}.rs"),
        text: file(context, module),
    };
    let mut files: Vec<File> = context.type_modules().into_iter().map(of_module).collect();
    if files.is_empty() {
        return files;
    }
    files.push(File {
        path: "src/types.rs".to_owned(),
        text: index(context),
    });

    files
}

/// The list of modules and of all types.
fn index(context: &Context<'_>) -> String {
    let docs = DocLines::of("What calls take and give.");
    let mut text = print::head(context, &docs, "");
    let modules = context.type_modules();
    for module in &modules {
        let gate = context.gate_of_types(module).line();
        text.extend([gate.as_str(), "mod ", module, ";\n"]);
    }
    text.push('\n');
    for module in &modules {
        let mut names = names_in(context, module);
        names.sort_by(|one, other| version_order(one, other));
        text.push_str(&context.gate_of_types(module).line());
        text.push_str(&fit::use_line("pub use", module, &names));
    }

    text
}

/// Every public item of a module.
fn names_in(context: &Context<'_>, module: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (_, definition) in context.types_in(module) {
        names.push(definition.name.as_str().to_owned());
        names.extend(required_name(context, definition));
    }

    names
}

fn file(context: &Context<'_>, name: &str) -> String {
    let mut module = Module {
        context,
        symbols: Symbols::in_module(context, name),
        times: TimeFormats::default(),
        text: Text::default(),
        newtypes: Vec::new(),
        open_enums: Vec::new(),
    };
    for (index, (id, definition)) in context.types_in(name).iter().enumerate() {
        module.text.blank_between(index);
        match context.twins.first_of(*id) {
            None => module.definition(definition),
            Some(first) => module.twin(definition, context.api.types.get(first)),
        }
    }
    module.macros();

    let docs = DocLines::of(&module_summary(context, name));
    let constants = module.times.constants(&module.symbols);
    let mut out = print::head(context, &docs, &module.symbols.print());
    for constant in constants {
        out.extend([constant.as_str(), "\n\n"]);
    }
    out.push_str(&module.text.finish());

    out
}

fn module_summary(context: &Context<'_>, name: &str) -> String {
    let resource = context
        .api
        .resources
        .iter()
        .find(|resource| resource.field.as_str() == name);
    let mut modules = context.api.type_modules.iter();
    let module = modules.find(|module| module.name.as_str() == name);
    match (resource, module.map(|module| module.needed_by.as_slice())) {
        (None, _) if name == super::webhooks::MODULE => "What webhooks carry.".to_owned(),
        (None, _) if name == super::webhooks::CALLBACKS => "What callbacks carry.".to_owned(),
        (Some(resource), _) => format!(
            "Types of the calls in {}.",
            markdown::code(&context.module_of(resource))
        ),
        (None, Some([first, .., last])) => format!(
            "Types that both {} and {} need.",
            markdown::code(first.as_str()),
            markdown::code(last.as_str())
        ),
        (None, _) => "Types of several resources.".to_owned(),
    }
}

impl<'a> Module<'a> {
    fn definition(&mut self, definition: &'a TypeDef) {
        let name = definition.name.as_str();
        match &definition.kind {
            TypeKind::Struct(structure) => self.structure(definition, structure),
            TypeKind::TextEnum(text_enum) => {
                self.open_enums.push(name);
                self.text_enum(definition, text_enum);
            }
            TypeKind::Union(union) => self.union(definition, union),
            TypeKind::ByStatus(by_status) => self.by_status(definition, by_status),
            TypeKind::Newtype(_) => {
                self.newtypes.push(name);
                self.newtype(definition);
            }
        }
    }

    /// A name for a type that is written out under another one.
    fn twin(&mut self, definition: &TypeDef, first: &TypeDef) {
        self.type_docs(definition);
        let target = self.symbols.own(first);
        self.alias(definition.name.as_str(), &target);
        let required = required_name(self.context, definition);
        if let Some((name, first_name)) = required.zip(required_name(self.context, first)) {
            let target = if first.module == definition.module {
                first_name
            } else {
                self.symbols.foreign("crate::types", &first_name)
            };
            self.text.blank();
            self.text.docs(&required_docs(definition));
            self.alias(&name, &target);
        }
    }

    fn alias(&mut self, name: &str, target: &str) {
        self.text
            .line(fit::assignment(0, &format!("pub type {name}"), target));
    }

    /// What the macros make, listed once at the end.
    fn macros(&mut self) {
        let lists = [
            ("newtypes", &self.newtypes),
            ("open_enums", &self.open_enums),
        ];
        for (name, types) in lists {
            if types.is_empty() {
                continue;
            }
            let macro_name = self.symbols.runtime(name);
            self.text.blank();
            self.text.line(fit::macro_list(&macro_name, types));
        }
    }

    /// The doc comment of a type.
    fn type_docs(&mut self, definition: &TypeDef) {
        let mut docs = DocLines::of_doc(&definition.doc);
        if docs.is_empty() {
            docs.paragraph(&format!(
                "The {}.",
                markdown::code(definition.name.as_str())
            ));
        }
        if let Some(link) = vendor_link(&definition.origin) {
            docs.paragraph(&link);
        }
        self.text.docs(&docs);
    }
}

/// A link to the vendor's page, if there is one.
fn vendor_link(origin: &Origin) -> Option<String> {
    origin
        .docs_url
        .as_deref()
        .and_then(|url| markdown::link("Vendor docs", url))
        .map(|link| format!("{link}."))
}
