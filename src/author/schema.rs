//! JSON Schema of the front matter, for editors and other tools that know it.
//!
//! It is a little stricter than the reader, which passes over a key without a value and takes
//! a quoted number for a number: what a schema lets pass, the reader understands.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::known::Known;
use crate::diagnostic::Code;
use crate::link::FactorDef;
use crate::model::{
    Choice, ClaimFields, DeclaredType, FieldSpec, Fields, Key, KindId, Mapping, RangeEnds, Shape,
    Takes, detail, keys,
};

/// Which version of JSON Schema a schema says that it is. The keywords used mean the same in
/// both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    Draft2020,
    /// For tools that know nothing newer.
    Draft7,
}

impl Dialect {
    fn url(self) -> &'static str {
        match self {
            Dialect::Draft2020 => "https://json-schema.org/draft/2020-12/schema",
            Dialect::Draft7 => "http://json-schema.org/draft-07/schema#",
        }
    }
}

const DATE: &str = r"^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$";
const DURATION: &str =
    r"^(?=[0-9])(?:[0-9]+y)?(?:[0-9]+mo)?(?:[0-9]+w)?(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m(?:in)?)?$";
const AT: &str = r"^(?:(?:[Mm]on(?:day)?|[Tt]ue(?:s(?:day)?)?|[Ww]ed(?:nesday)?|[Tt]hu(?:r(?:s(?:day)?)?)?|[Ff]ri(?:day)?|[Ss]at(?:urday)?|[Ss]un(?:day)?)(?: +(?:[01]?[0-9]|2[0-3]):[0-5][0-9])?|(?:[01]?[0-9]|2[0-3]):[0-5][0-9])$";

/// The schema of one kind. With `refs`, only entries that the playbook has may be named.
pub fn schema(kind: KindId, known: Known<'_>, refs: bool, dialect: Dialect) -> Value {
    let mut writer = Writer { known, refs, defs: BTreeMap::new() };
    let of_kind = writer.kind(kind);
    let mut whole = Map::new();
    whole.insert("$schema".into(), dialect.url().into());
    whole.extend(of_kind);
    whole.insert("$defs".into(), writer.defs());
    Value::Object(whole)
}

/// The schemas of all kinds under `$defs`, by name. What is front matter of any of them fits
/// the whole.
pub fn schemas(known: Known<'_>, refs: bool, dialect: Dialect) -> Value {
    let mut writer = Writer { known, refs, defs: BTreeMap::new() };
    let mut any = Vec::new();
    let mut of_kinds = Map::new();
    for (kind, def) in known.kinds.iter().filter(|(kind, _)| *kind != KindId::PAGE) {
        let schema = writer.kind(kind);
        of_kinds.insert(def.name.to_string(), Value::Object(schema));
        any.push(reference_to(&def.name));
    }
    if let Value::Object(shared) = writer.defs() {
        of_kinds.extend(shared);
    }
    json!({
        "$schema": dialect.url(),
        "title": "Front matter of a playbook",
        "description": "One schema for each kind under `$defs`; which one an entry has to fit \
                        is said by its folder, or by `kind`.",
        "anyOf": any,
        "$defs": of_kinds,
    })
}

struct Writer<'a> {
    known: Known<'a>,
    refs: bool,
    /// What several keys share, by name. The names of mappings begin with a capital, so that
    /// no kind has one.
    defs: BTreeMap<String, Value>,
}

impl Writer<'_> {
    fn defs(self) -> Value {
        Value::Object(self.defs.into_iter().collect())
    }

    fn kind(&mut self, kind: KindId) -> Map<String, Value> {
        let def = self.known.kinds.get(kind);
        let keys = keys(kind, self.known.kinds);
        let mut properties = Map::new();
        for key in &keys {
            properties.insert(key.name.into(), self.key(key, kind));
        }
        properties.insert(
            "draft".into(),
            json!({
                "description": "Whether it is a draft, as other generators write it. `state: \
                                draft` says the same.",
                "type": "boolean",
            }),
        );
        let required: Vec<&str> =
            keys.iter().filter(|key| key.required).map(|key| key.name).collect();
        let doc = detail(kind).map_or("", |mapping| mapping.doc);
        let mut schema = Map::new();
        schema.insert("title".into(), def.title.to_string().into());
        if !doc.is_empty() {
            schema.insert("description".into(), doc.into());
        }
        schema.insert("type".into(), "object".into());
        schema.insert("properties".into(), Value::Object(properties));
        if !required.is_empty() {
            schema.insert("required".into(), required.into());
        }
        // Plain pages may come from anywhere, with keys of anybody's.
        schema.insert("additionalProperties".into(), (kind == KindId::PAGE).into());
        schema
    }

    fn key(&mut self, key: &Key<'_>, kind: KindId) -> Value {
        let value = match &key.takes {
            Takes::Field(spec) if spec.key == "kind" => {
                json!({ "const": &*self.known.kinds.get(kind).name })
            }
            Takes::Field(spec) => self.spec(spec, key.required),
            Takes::Declared(declared) => self.declared(declared, key.required),
        };
        described(key.doc, value)
    }

    fn mapping(&mut self, mapping: &'static Mapping) -> Value {
        if !self.defs.contains_key(mapping.name) {
            // Taken before it is filled, should a mapping ever hold itself.
            self.defs.insert(mapping.name.into(), Value::Null);
            let schema = self.object(mapping);
            self.defs.insert(mapping.name.into(), schema);
        }
        reference_to(mapping.name)
    }

    fn object(&mut self, mapping: &'static Mapping) -> Value {
        let mut properties = Map::new();
        for spec in mapping.specs {
            let value = self.spec(spec, spec.required);
            properties.insert(spec.key.into(), described(spec.doc, value));
        }
        let required: Vec<&str> =
            mapping.specs.iter().filter(|spec| spec.required).map(|spec| spec.key).collect();
        let mut schema = Map::new();
        schema.insert("description".into(), mapping.doc.into());
        schema.insert("type".into(), "object".into());
        schema.insert("properties".into(), Value::Object(properties));
        if !required.is_empty() {
            schema.insert("required".into(), required.into());
        }
        schema.insert("additionalProperties".into(), false.into());
        Value::Object(schema)
    }

    fn spec(&mut self, spec: &'static FieldSpec, required: bool) -> Value {
        let mut value = self.shape(&(spec.shape)(), required);
        let examples: Vec<&str> = spec.examples().collect();
        if let Value::Object(value) = &mut value
            && !examples.is_empty()
            && matches!((spec.shape)(), Shape::Text | Shape::Date | Shape::Duration | Shape::At)
        {
            value.insert("examples".into(), examples.into());
        }
        value
    }

    /// What fits a shape; `required` values must not be blank.
    fn shape(&mut self, shape: &Shape, required: bool) -> Value {
        match shape {
            Shape::Text => text(required),
            Shape::Date => json!({ "type": "string", "format": "date", "pattern": DATE }),
            Shape::Duration => json!({ "type": "string", "pattern": DURATION }),
            Shape::At => json!({ "type": "string", "pattern": AT }),
            Shape::Number => json!({ "type": "integer" }),
            Shape::Flag => json!({ "type": "boolean" }),
            Shape::Choice(choices) => choice(choices),
            Shape::Ref(targets) => self.reference(&targets.names(self.known.kinds)),
            Shape::List(item) => {
                let item = self.shape(item, required);
                list(item, required)
            }
            Shape::Fields(mapping) => self.mapping(mapping),
            Shape::Conditions => self.shared("Conditions", Writer::conditions),
            Shape::FactorValues => self.shared("FactorValues", Writer::factor_values),
            Shape::TeamContext => self.shared("TeamContext", Writer::team_context),
            Shape::Allow => self.shared("Allow", |_| allow()),
        }
    }

    fn declared(&mut self, declared: &DeclaredType, required: bool) -> Value {
        match declared {
            DeclaredType::Text => text(required),
            DeclaredType::Date => self.shape(&Shape::Date, required),
            DeclaredType::Duration => self.shape(&Shape::Duration, required),
            DeclaredType::Number => json!({ "type": "number" }),
            DeclaredType::Choice(words) => {
                json!({ "enum": words.iter().flat_map(|word| as_yaml(word)).collect::<Vec<_>>() })
            }
            DeclaredType::List => list(text(required), required),
            DeclaredType::Ref(kind) => {
                let known = self.known;
                let name = &*known.kinds.get(*kind).name;
                let item = self.reference(&[name]);
                list(item, required)
            }
        }
    }

    fn shared(&mut self, name: &str, make: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.defs.contains_key(name) {
            let value = make(self);
            self.defs.insert(name.into(), value);
        }
        reference_to(name)
    }

    /// `kind/id`, or a bare id.
    fn reference(&mut self, kinds: &[&str]) -> Value {
        let name = match kinds {
            [] => "Ref".to_owned(),
            kinds => format!("Ref-{}", kinds.join("-or-")),
        };
        let what = match kinds {
            [] => "an entry".to_owned(),
            kinds => kinds.join(" or "),
        };
        let any = kinds.is_empty();
        let kinds: Vec<&str> = kinds.to_vec();
        self.shared(&name, move |writer| {
            let known = writer.known;
            if writer.refs {
                let mut ways: Vec<Value> = known
                    .entries(&kinds)
                    .map(|entry| {
                        let reference = format!("{}/{}", entry.kind, entry.id);
                        let doc = entry.summary.unwrap_or_default();
                        json!({ "const": reference, "title": entry.title, "description": doc })
                    })
                    .collect();
                let bare: Vec<Value> =
                    known.bare_ids(&kinds).into_iter().flat_map(as_yaml).collect();
                if !bare.is_empty() {
                    ways.push(json!({ "enum": bare }));
                }
                if any {
                    ways.push(json!({ "type": "string", "pattern": "^page/." }));
                }
                if !ways.is_empty() {
                    return json!({ "anyOf": ways });
                }
            }
            let pattern = match kinds.as_slice() {
                [] => r"^[^/\s][^/]*(?:/.+)?$".to_owned(),
                kinds => format!(r"^(?:(?:{})/)?[^/\s][^/]*$", kinds.join("|")),
            };
            let first = kinds.first().copied().unwrap_or("ritual");
            let example = known.entries(&kinds).next();
            let example = example.map_or_else(
                || format!("{first}/an-id"),
                |entry| format!("{}/{}", entry.kind, entry.id),
            );
            json!({
                "description": format!("A reference to {what}: `{example}`, or the id alone."),
                "type": "string",
                "pattern": pattern,
                "examples": [example],
            })
        })
    }

    /// A mapping whose keys are factors, each with what `of_factor` makes of it; any keys with
    /// `of_any` where no factor is known.
    fn by_factor(
        &mut self,
        of_any: Value,
        mut of_factor: impl FnMut(&mut Self, &FactorDef) -> Value,
    ) -> Value {
        let factors = self.known.factors();
        if factors.is_empty() {
            return json!({ "type": "object", "additionalProperties": of_any });
        }
        let mut properties = Map::new();
        for factor in factors {
            let value = of_factor(self, factor);
            properties.insert(factor.id.to_string(), described(&factor.question, value));
        }
        json!({
            "type": "object",
            "properties": properties,
            "patternProperties": { "^factor/": of_any },
            "additionalProperties": false,
        })
    }

    fn conditions(&mut self) -> Value {
        let range = |writer: &mut Writer<'_>, value: &Value| {
            let Value::Object(mut range) = writer.object(RangeEnds::MAPPING) else {
                return Value::Null;
            };
            if let Some(Value::Object(ends)) = range.get_mut("properties") {
                for end in ends.values_mut() {
                    let doc = end["description"].as_str().unwrap_or_default().to_owned();
                    *end = described(&doc, value.clone());
                }
            }
            range.insert("minProperties".into(), 1.into());
            Value::Object(range)
        };
        let any = json!({ "anyOf": [text(true), several(text(true)), range(self, &text(true))] });
        self.by_factor(any, |writer, factor| {
            let value = values(factor, false);
            let mut ways = vec![value.clone(), several(value.clone())];
            if factor.ordered {
                ways.push(range(writer, &value));
            }
            json!({ "anyOf": ways })
        })
    }

    fn factor_values(&mut self) -> Value {
        let any = json!({ "anyOf": [text(true), several(text(true))] });
        self.by_factor(
            any,
            |_, factor| json!({ "anyOf": [values(factor, true), several(values(factor, false))] }),
        )
    }

    fn team_context(&mut self) -> Value {
        let long = |writer: &mut Writer<'_>, value: Value| {
            let mut long = writer.object(ClaimFields::MAPPING);
            let doc = long["properties"]["value"]["description"].clone();
            long["properties"]["value"] = described(doc.as_str().unwrap_or_default(), value);
            // A claim of nothing is none.
            long["required"] = json!(["value"]);
            long
        };
        let any = json!({ "anyOf": [text(true), several(text(true))] });
        let loose = json!({ "anyOf": [any.clone(), long(self, any)] });
        self.by_factor(loose, |writer, factor| {
            let short = json!({ "anyOf": [values(factor, true), several(values(factor, false))] });
            json!({ "anyOf": [short.clone(), long(writer, short)] })
        })
    }
}

fn reference_to(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// The value with its documentation in front.
fn described(doc: &str, value: Value) -> Value {
    if doc.is_empty() {
        return value;
    }
    let mut whole = Map::new();
    whole.insert("description".into(), doc.into());
    if let Value::Object(value) = value {
        whole.extend(value.into_iter().filter(|(key, _)| key != "description"));
    }
    Value::Object(whole)
}

/// Anything that YAML writes in one word or line: `2019` and `no` are texts to the reader.
fn text(required: bool) -> Value {
    let types = json!(["string", "number", "boolean"]);
    match required {
        true => json!({ "type": types, "pattern": r"\S" }),
        false => json!({ "type": types }),
    }
}

fn choice(choices: &[Choice]) -> Value {
    let ways: Vec<Value> = choices
        .iter()
        .map(|choice| json!({ "const": choice.word, "description": choice.meaning }))
        .collect();
    json!({ "oneOf": ways })
}

/// A list, or a single value in its place.
fn list(item: Value, required: bool) -> Value {
    let mut many = json!({ "type": "array", "items": item });
    if required {
        many["minItems"] = 1.into();
    }
    json!({ "anyOf": [item, many] })
}

fn several(item: Value) -> Value {
    json!({ "type": "array", "items": item, "minItems": 1 })
}

/// The values of a factor; `unknown` is an answer too where something is claimed.
fn values(factor: &FactorDef, or_unknown: bool) -> Value {
    let mut ways = Vec::new();
    for value in &factor.values {
        for written in as_yaml(&value.id) {
            let mut way = json!({ "const": written, "title": value.label });
            if let Some(looks_like) = &value.looks_like {
                way["description"] = looks_like.to_string().into();
            }
            ways.push(way);
        }
    }
    if or_unknown {
        ways.push(
            json!({ "const": "unknown", "description": "Nobody knows, which is an answer." }),
        );
    }
    json!({ "oneOf": ways })
}

/// A word as YAML gives it to other programs: unquoted, `2` is a number and `true` a truth.
fn as_yaml(word: &str) -> Vec<Value> {
    let mut ways = vec![Value::from(word)];
    let digits = word.bytes().all(|byte| byte.is_ascii_digit()) && !word.starts_with('0');
    if digits && let Ok(number) = word.parse::<i64>() {
        ways.push(number.into());
    }
    if let Ok(truth) = word.parse::<bool>() {
        ways.push(truth.into());
    }
    ways
}

fn allow() -> Value {
    let codes: Map<String, Value> = Code::ALL
        .iter()
        .filter(|code| !code.is_fixed())
        .map(|code| (code.name().to_owned(), described(code.sentence(), text(true))))
        .collect();
    json!({ "type": "object", "properties": codes, "additionalProperties": false })
}
