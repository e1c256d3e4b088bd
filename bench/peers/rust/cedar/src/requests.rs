//! From JSON to what Cedar decides on.
use cedar_policy::{Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, Request, RestrictedExpression};
use peer_measure::{RequestLine, input_of};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

pub fn type_name(name: &str) -> EntityTypeName {
    name.parse().expect("a name of an entity type")
}

pub static PERSON: LazyLock<EntityTypeName> = LazyLock::new(|| type_name("Person"));
pub static THING: LazyLock<EntityTypeName> = LazyLock::new(|| type_name("Thing"));
static DECIDE: LazyLock<EntityUid> = LazyLock::new(|| EntityUid::from_type_name_and_id(type_name("Action"), EntityId::new("decide")));

fn entity<const N: usize>(uid: &EntityUid, attributes: [(&str, RestrictedExpression); N]) -> Entity {
    let attributes: HashMap<_, _> = attributes.into_iter().map(|(name, value)| (name.to_string(), value)).collect();
    Entity::new(uid.clone(), attributes, HashSet::new()).expect("attributes without extension functions")
}

fn request(principal: EntityUid, resource: EntityUid, context: Context) -> Request {
    Request::new(principal, DECIDE.clone(), resource, context, None).expect("without a schema nothing is refused")
}

pub fn text(value: &str) -> RestrictedExpression {
    RestrictedExpression::new_string(value.to_string())
}

pub fn one_rule(line: &RequestLine) -> (Request, Entities) {
    #[derive(Deserialize)]
    struct Employee<'a> {
        department: &'a str,
        clearance: i64,
    }
    #[derive(Deserialize)]
    struct Document<'a> {
        department: &'a str,
        level: i64,
    }
    #[derive(Deserialize)]
    struct Asked<'a> {
        #[serde(borrow)]
        subject: Employee<'a>,
        #[serde(borrow)]
        resource: Document<'a>,
    }
    let asked: Asked = serde_json::from_str(&line.text).expect("a request of one_rule");
    let principal = EntityUid::from_type_name_and_id(PERSON.clone(), EntityId::new("asking"));
    let resource = EntityUid::from_type_name_and_id(THING.clone(), EntityId::new("asked for"));
    let clearance = RestrictedExpression::new_long(asked.subject.clearance);
    let level = RestrictedExpression::new_long(asked.resource.level);
    let entities = [
        entity(&principal, [("department", text(asked.subject.department)), ("clearance", clearance)]),
        entity(&resource, [("department", text(asked.resource.department)), ("level", level)]),
    ];
    let entities = Entities::from_entities(entities, None).expect("two entities");
    (request(principal, resource, Context::empty()), entities)
}

/// All that the rules read is context, so that no entity is looked up.
pub fn all_context(line: &RequestLine) -> (Request, Entities) {
    let context = Context::from_json_value(input_of(line), None).expect("a context of psd2_ais or score_40");
    let principal = EntityUid::from_type_name_and_id(PERSON.clone(), EntityId::new("asking"));
    let resource = EntityUid::from_type_name_and_id(THING.clone(), EntityId::new("account"));
    (request(principal, resource, context), Entities::empty())
}

pub fn keyed(line: &RequestLine) -> (Request, Entities) {
    #[derive(Deserialize)]
    struct Person<'a> {
        id: &'a str,
        role: &'a str,
        level: i64,
    }
    #[derive(Deserialize)]
    struct Thing<'a> {
        id: &'a str,
    }
    #[derive(Deserialize)]
    struct Asked<'a> {
        #[serde(borrow)]
        subject: Person<'a>,
        #[serde(borrow)]
        resource: Thing<'a>,
    }
    let asked: Asked = serde_json::from_str(&line.text).expect("a request of keyed_N");
    let principal = EntityUid::from_type_name_and_id(PERSON.clone(), EntityId::new(asked.subject.id));
    let resource = EntityUid::from_type_name_and_id(THING.clone(), EntityId::new(asked.resource.id));
    let level = RestrictedExpression::new_long(asked.subject.level);
    let entities = [entity(&principal, [("role", text(asked.subject.role)), ("level", level)])];
    let entities = Entities::from_entities(entities, None).expect("one entity");
    (request(principal, resource, Context::empty()), entities)
}
