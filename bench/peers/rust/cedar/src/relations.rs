//! The applications of Cedar's own evaluation: who asks is an entity whose ancestors are all groups that they are in, as Cedar keeps them
//! itself once a hierarchy is loaded; what is asked for is one whose attributes name people and groups. The slice that a request needs, and
//! no other entity, is what Cedar's documentation recommends to hand over.
use crate::requests::{PERSON, THING, type_name};
use cedar_policy::{Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, Request, RestrictedExpression};
use peer_measure::RequestLine;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

static GROUP: LazyLock<EntityTypeName> = LazyLock::new(|| type_name("Group"));
static ACTION: LazyLock<EntityTypeName> = LazyLock::new(|| type_name("Action"));

fn uid(kind: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(id))
}

fn group(id: &str) -> EntityUid {
    uid(&GROUP, id)
}

/// Names of people begin with `u`, those of groups do not.
fn person_or_group(id: &str) -> EntityUid {
    uid(if id.starts_with('u') { &PERSON } else { &GROUP }, id)
}

fn entity_set(names: &[&str]) -> RestrictedExpression {
    RestrictedExpression::new_set(names.iter().map(|name| RestrictedExpression::new_entity_uid(person_or_group(name))))
}

type Attributes = Vec<(&'static str, RestrictedExpression)>;

fn made(line: &RequestLine, subject: &str, groups: &[&str], attributes: Attributes) -> (Request, Entities) {
    let (principal, resource) = (uid(&PERSON, subject), uid(&THING, "asked for"));
    let parents: HashSet<_> = groups.iter().filter(|name| **name != subject).map(|name| group(name)).collect();
    let attributes: HashMap<_, _> = attributes.into_iter().map(|(name, value)| (name.to_string(), value)).collect();
    let entities = [
        Entity::new(principal.clone(), HashMap::new(), parents).expect("no attributes"),
        Entity::new(resource.clone(), attributes, HashSet::new()).expect("attributes without extension functions"),
    ];
    let entities = Entities::from_entities(entities, None).expect("two entities");
    let request = Request::new(principal, uid(&ACTION, &line.action), resource, Context::empty(), None);
    (request.expect("without a schema nothing is refused"), entities)
}

fn read<'a, Asked: Deserialize<'a>>(line: &'a RequestLine) -> Asked {
    serde_json::from_str(&line.text).expect("a request of the workload that its name says")
}

#[derive(Deserialize)]
struct Subject<'a> {
    id: &'a str,
}

#[derive(Deserialize)]
struct Asked<'a, Resource, Facts> {
    #[serde(borrow)]
    subject: Subject<'a>,
    resource: Resource,
    facts: Facts,
}

pub fn drive(line: &RequestLine) -> (Request, Entities) {
    #[derive(Deserialize)]
    struct Document<'a> {
        owner: &'a str,
        published: bool,
    }
    #[derive(Deserialize)]
    struct Shares<'a> {
        #[serde(borrow)]
        viewers: Vec<&'a str>,
        #[serde(borrow)]
        editors: Vec<&'a str>,
    }
    #[derive(Deserialize)]
    struct Facts<'a> {
        #[serde(borrow)]
        names: Vec<&'a str>,
        #[serde(borrow)]
        shares: Shares<'a>,
    }
    let Asked::<Document, Facts> { subject, resource, facts } = read(line);
    let attributes = vec![
        ("owner", RestrictedExpression::new_entity_uid(uid(&PERSON, resource.owner))),
        ("published", RestrictedExpression::new_bool(resource.published)),
        ("viewers", entity_set(&facts.shares.viewers)),
        ("editors", entity_set(&facts.shares.editors)),
    ];
    made(line, subject.id, &facts.names, attributes)
}

pub fn code_host(line: &RequestLine) -> (Request, Entities) {
    #[derive(Deserialize)]
    struct Repository<'a> {
        readers: &'a str,
        triagers: &'a str,
        writers: &'a str,
        maintainers: &'a str,
        admins: &'a str,
        archived: bool,
    }
    #[derive(Deserialize)]
    struct Facts<'a> {
        #[serde(borrow)]
        groups: Vec<&'a str>,
    }
    let Asked::<Repository, Facts> { subject, resource, facts } = read(line);
    let of = |name| RestrictedExpression::new_entity_uid(group(name));
    let attributes = vec![
        ("readers", of(resource.readers)),
        ("triagers", of(resource.triagers)),
        ("writers", of(resource.writers)),
        ("maintainers", of(resource.maintainers)),
        ("admins", of(resource.admins)),
        ("archived", RestrictedExpression::new_bool(resource.archived)),
    ];
    made(line, subject.id, &facts.groups, attributes)
}

pub fn todo(line: &RequestLine) -> (Request, Entities) {
    #[derive(Deserialize)]
    struct List<'a> {
        owner: &'a str,
        readers: &'a str,
        editors: &'a str,
    }
    #[derive(Deserialize)]
    struct Facts<'a> {
        #[serde(borrow)]
        teams: Vec<&'a str>,
    }
    let Asked::<List, Facts> { subject, resource, facts } = read(line);
    let attributes = vec![
        ("owner", RestrictedExpression::new_entity_uid(uid(&PERSON, resource.owner))),
        ("readers", RestrictedExpression::new_entity_uid(group(resource.readers))),
        ("editors", RestrictedExpression::new_entity_uid(group(resource.editors))),
    ];
    made(line, subject.id, &facts.teams, attributes)
}
