//! `[kinds.NAME]`: kinds and fields that the site declares.

use super::table::Table;
use crate::diagnostic::{Hint, did_you_mean};
use crate::model::{
    Common, DeclaredField, DeclaredType, Fields, KindDef, KindId, Kinds, Practice, capital,
    detail_specs, is_filled_by_site, several,
};
use crate::source::Located;

pub fn read_kinds(tables: &Table<'_>, kinds: &mut Kinds) {
    // Kinds first, so that fields may refer to a kind that stands further down.
    let mut declared = Vec::new();
    for (name, item) in tables.entries() {
        let Some(table) = tables.entry_table(&name.value, item) else { continue };
        let kind = match kinds.named(&name.value) {
            Some(KindId::PAGE) => {
                let message = "a plain page has no fields of its own".to_owned();
                let hint = "declare a kind, and put the pages into its folder";
                tables.bad_value(name.span, message, Some(hint.into()));
                continue;
            }
            Some(kind) => kind,
            None => {
                if !is_name(&name.value) {
                    let message = format!("`{}` cannot be a kind's name", name.value);
                    let hint = "use small letters, digits and `-`";
                    tables.bad_value(name.span, message, Some(hint.into()));
                    continue;
                }
                declare(&name, &table, kinds)
            }
        };
        declared.push((kind, table));
    }
    for (kind, table) in declared {
        if let Some(fields) = table.table("fields") {
            read_fields(kind, &fields, kinds);
        }
        table.refuse_unknown();
    }
}

fn declare(name: &Located<String>, table: &Table<'_>, kinds: &mut Kinds) -> KindId {
    let folder = table.text("folder");
    let title = said(table, "title").map_or_else(|| capital(&name.value), |text| text.value);
    let plural = said(table, "plural").map_or_else(|| several(&title), |text| text.value);
    let practice = table.flag("practice").unwrap_or(false);
    let hint = match &folder {
        Some(_) => "use one folder name of small letters, digits and `-`".to_owned(),
        None => "`folder` gives the kind another one".to_owned(),
    };
    // What nobody wrote is said where the kind is named.
    let folder = folder.unwrap_or_else(|| name.clone().map(|name| several(&name)));
    let fault = if kinds.of_folder(&folder.value).is_some() {
        Some(format!("the folder `{}` belongs to another kind", folder.value))
    } else if is_filled_by_site(&folder.value) {
        Some(format!("the folder `{}` is one that every site fills by itself", folder.value))
    } else if !is_name(&folder.value) {
        Some(format!("`{}` cannot be a kind's folder", folder.value))
    } else {
        None
    };
    if let Some(message) = fault {
        table.bad_value(folder.span, message, Some(hint.into()));
    }
    kinds.declare(KindDef {
        name: name.value.as_str().into(),
        folder: folder.value.into(),
        title: title.into(),
        plural: plural.into(),
        practice,
        declared: Vec::new(),
    })
}

fn read_fields(kind: KindId, fields: &Table<'_>, kinds: &mut Kinds) {
    for (key, item) in fields.entries() {
        let Some(field) = fields.entry_table(&key.value, item) else { continue };
        if has_key(kind, &key.value, kinds) {
            let message = format!("`{}` is a key of every {}", key.value, kinds.get(kind).name);
            let hint = "give the field another name";
            fields.bad_value(key.span, message, Some(hint.into()));
            continue;
        }
        let written = field.text("type");
        let values = field.texts("values").unwrap_or_default();
        let inverse = said(&field, "inverse");
        let type_name = written.as_ref().map_or("text", |written| &written.value);
        let declared = match declared_type(type_name, &values, kinds) {
            Ok(declared) => {
                refuse_idle(&field, &declared, &values, inverse.as_ref());
                declared
            }
            Err((message, hint)) => {
                let span = written.as_ref().map_or(key.span, |written| written.span);
                field.bad_value(span, message, hint);
                DeclaredType::Text
            }
        };
        let definition = DeclaredField {
            key: key.value.as_str().into(),
            kind: declared,
            doc: field.text("doc").map(|text| text.value).unwrap_or_default().into(),
            required: field.flag("required").unwrap_or(false),
            inverse: inverse.map(|text| text.value.into()),
        };
        field.refuse_unknown();
        kinds.declare_field(kind, definition);
    }
}

/// What a field's type has no use for was meant for another type; and a value that nobody can write
/// is none.
fn refuse_idle(
    field: &Table<'_>,
    declared: &DeclaredType,
    values: &[Located<String>],
    inverse: Option<&Located<String>>,
) {
    let is_enum = matches!(declared, DeclaredType::Choice(_));
    if let Some(value) = values.first().filter(|_| !is_enum) {
        let hint = "write `type = \"enum\"`, or remove `values`";
        field.bad_value(value.span, "only an `enum` has `values`".into(), Some(hint.into()));
    }
    let is_word = |value: &&Located<String>| {
        let word = value.value.trim();
        !word.is_empty() && word.len() == value.value.len()
    };
    if let Some(value) = values.iter().find(|value| is_enum && !is_word(value)) {
        let message = format!("`{}` cannot be a value of an `enum`", value.value);
        let hint = "write a word, without blanks around it";
        field.bad_value(value.span, message, Some(hint.into()));
    }
    if let Some(inverse) = inverse.filter(|_| !matches!(declared, DeclaredType::Ref(_))) {
        let hint = "write `type = \"ref:KIND\"`, or remove `inverse`";
        field.bad_value(
            inverse.span,
            "only a reference has an `inverse`".into(),
            Some(hint.into()),
        );
    }
}

/// A text that says something.
fn said(table: &Table<'_>, key: &'static str) -> Option<Located<String>> {
    table.text(key).filter(|text| !text.value.trim().is_empty())
}

/// Whether entries of a kind have a key without the site's doing.
fn has_key(kind: KindId, key: &str, kinds: &Kinds) -> bool {
    let practice = if kinds.is_practice(kind) { Practice::specs() } else { &[] };
    let specs = Common::specs().iter().chain(practice).chain(detail_specs(kind));
    key == "draft" || specs.into_iter().any(|spec| spec.key == key)
}

fn declared_type(
    written: &str,
    values: &[Located<String>],
    kinds: &Kinds,
) -> Result<DeclaredType, (String, Option<Hint>)> {
    const NAMES: [&str; 6] = ["text", "date", "duration", "number", "enum", "list"];
    Ok(match written {
        "text" => DeclaredType::Text,
        "date" => DeclaredType::Date,
        "duration" => DeclaredType::Duration,
        "number" => DeclaredType::Number,
        "list" => DeclaredType::List,
        "enum" if values.is_empty() => {
            let hint = "add `values = [\"one\", \"two\"]`".into();
            return Err(("an `enum` needs its values".into(), Some(hint)));
        }
        "enum" => {
            DeclaredType::Choice(values.iter().map(|value| value.value.as_str().into()).collect())
        }
        other => match other.strip_prefix("ref:") {
            Some(name) => match kinds.named(name) {
                Some(kind) => DeclaredType::Ref(kind),
                None => {
                    let names: Vec<&str> = kinds.iter().map(|(_, def)| &*def.name).collect();
                    let hint = did_you_mean(name, names.iter().copied());
                    return Err((format!("there is no kind `{name}`"), hint));
                }
            },
            None => {
                let hint = did_you_mean(other, NAMES).unwrap_or_else(|| {
                    "types are `text`, `date`, `duration`, `number`, `enum`, `list` and `ref:KIND`"
                        .into()
                });
                return Err((format!("`{other}` is not a field's type"), Some(hint)));
            }
        },
    })
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}
