// The syntax of bpol, after docs/language/. Line breaks mean nothing; the order of clauses and what may be repeated is
// settled behind the parser, which can say more about it than "unexpected".
parser grammar BpolParser;

options { tokenVocab = BpolLexer; }

file : item* EOF ;

item
    : moduleLine | useLine
    | classDecl | defaultClassDecl | acrDecl | enumDecl | entityDecl | recordDecl | actionDecl
    | paramDecl | tableDecl | factDecl | signalDecl | keyDecl | obligationDecl | letDecl | defDecl
    | ruleBlock | consentDecl | lifecycleDecl | residencyDecl | redactDecl | scoreDecl
    | bindDecl | fixtureDecl | testDecl | invariantDecl
    ;

// ---- the head of a file

moduleLine : MODULE path ;
useLine : USE path ( LPAREN name ( COMMA name )* COMMA? RPAREN )? ;

// ---- vocabulary

classDecl : CLASS name ( ( LESS | GREATER ) name )* ;
defaultClassDecl : DEFAULT CLASS name ;
acrDecl : ACR STRING ( LESS STRING )* ;

enumDecl : ENUM name LBRACE ( enumMember ( ( COMMA | LESS ) enumMember )* COMMA? )? ( OTHERWISE word )? RBRACE ;
enumMember : word ( ASSIGN STRING )? ;

entityDecl : ENTITY name fields ;
recordDecl : RECORD name ( fields | BY word COLON type LBRACE arm* RBRACE ) ;
fields : LBRACE field* RBRACE ;
field : word COLON type ( AS name )? COMMA? ;
arm : word COLON fields COMMA? ;

actionDecl : ACTION name LBRACE actionPart* RBRACE ;
actionPart : KEY field | field ;

type
    : name ( LESS type ( COMMA type )* GREATER )? range? ( MAX INT )? QUESTION?
      ( FROM LBRACE word ( COMMA word )* COMMA? RBRACE )?
    ;
range : MINUS? INT DOTDOT MINUS? INT ;

paramDecl : PARAM name COLON type ( ASSIGN expr )? ;
tableDecl : TABLE name COLON type ( FROM STRING | ASSIGN LBRACKET rows RBRACKET | ASSIGN expr ) ;
rows : BAR ( cell? BAR )+ ;
cell : effect ( DOT word )? | expr ;

factDecl : FACT name COLON type FROM STORE name ( BY keys )? ( ELSE ABSENT )? ;
keys : keyPath | LPAREN keyPath ( COMMA keyPath )* RPAREN ;
keyPath : path ;
signalDecl : SIGNAL name COLON signalKind OF expr ( FOR names )? ( WHERE expr )? ( PER keys )? ( OVER DURATION )? ;
signalKind : COUNT | SUM | DISTINCT | RATE | DEVIATION ;

keyDecl : KEY name FOR name ;
obligationDecl : OBLIGATION name ( LPAREN parameters? RPAREN )? ( KEEPS name )? ;
parameters : parameter ( COMMA parameter )* COMMA? ;
parameter : word COLON type ( AS name )? ;

letDecl : LET name ( COLON type )? ASSIGN condition ;
defDecl : DEF name LPAREN parameters? RPAREN COLON type ASSIGN condition ;

// ---- rules and decide

ruleBlock : ( RULES | DECIDE ) name blockHead* LBRACE ruleItem* RBRACE ;
blockHead
    : FOR names
    | guard
    | OPENS path
    | FIRST MATCH
    | controls
    | owner
    ;
ruleItem : line | onClause | letDecl ;

// A `let` belongs to a line only before its first `when`, `require`, `with` or `oblige`; behind, it is the block's.
line : effect name STRING? ( lineHead | letDecl )* ( lineTail ( lineTail | lineHead )* )? ;
effect : PERMIT | CHALLENGE | REVIEW | DENY | SERVE ;
lineHead
    : REASON STRING
    | controls
    | owner
    | regions
    | FROM DATE
    | UNTIL DATE
    ;
lineTail
    : guard
    | REQUIRE condition ( ELSE STRING )?
    | WITH stepUp+
    | OBLIGE oblige          // a guard right behind it is its own
    ;
regions : IN REGION STRING ( COMMA STRING )* ;
stepUp : ACR STRING COMMA? | MAX_AGE operand COMMA? ;
oblige : name arguments? ;
onClause : ON ( ANY EFFECT | effect ( COMMA effect )* ) guardedOblige+ ;
guardedOblige : OBLIGE oblige guard? ;

controls : CONTROL control ( COMMA control )* ;
control : path LPAREN STRING RPAREN ;
owner : OWNER STRING ;
guard : WHEN condition | UNLESS expr ;
condition : expr ( UNLESS expr )? ;

// ---- consent, lifecycle, residency, redact, score

consentDecl : CONSENT name ( USES name ( AS name )? | controls | owner )* LBRACE ( consentLine | letDecl )* RBRACE ;
consentLine : name STRING? controls* guard controls* ;

lifecycleDecl : LIFECYCLE name FOR name LBRACE lifecycleItem* RBRACE ;
lifecycleItem
    : START name
    | FINAL names
    | name BECOMES name ON name ( BY names )? guard?
    ;

residencyDecl : RESIDENCY name blockHead* LBRACE ( line | letDecl )* RBRACE ;

redactDecl : REDACT name ( FOR names )? LBRACE redactItem* RBRACE ;
redactItem
    : DROP redactPath ( guard | controls )*
    | CLASS name transform ( guard | controls )*
    | PASS UNKNOWN_WORD
    | redactPath transform ( guard | controls )*
    | letDecl
    ;
redactPath : ( word | bracketStep ) ( DOT word | bracketStep )* ;
bracketStep : LBRACKET STAR? RBRACKET ;
transform
    : ( KEEP | MASK | REMOVE | SCAN ) arguments?
    | ( GENERALISE | HASH | TOKENISE | TRUNCATE ) ( arguments | name )
    ;

scoreDecl : SCORE name COLON range ( VERSION STRING | CHALLENGER OF name | owner | controls )* LBRACE scoreItem* RBRACE ;
scoreItem
    : FACTOR name STRING? controls* ( BY expr )? controls* LBRACE bin* RBRACE
    | ( ADD | TAKE ) operand name STRING? controls* guard? controls*
    | BAND band ( COMMA band )*
    | letDecl
    ;
bin
    : guard ARROW operand COMMA?
    | OTHERWISE ARROW operand COMMA?
    | binPattern ( OR binPattern )* ARROW operand COMMA?
    ;
binPattern : ( LESS | LESS_EQUAL | GREATER | GREATER_EQUAL ) operand | range | IN operand | operand ;
band : name ( LESS operand )? ;

// ---- bind, fixture, test, invariant

bindDecl : BIND name TO name STRING LBRACE bindItem* RBRACE ;
bindItem
    : SAME AS name
    | ( HEADER STRING | path ) ASSIGN expr ( ELSE DENY STRING )?
    ;

fixtureDecl : FIXTURE name COLON name LBRACE ( fieldValue COMMA? )* RBRACE ;
fieldValue : word COLON expr ;

testDecl
    : TEST STRING FOR given LBRACE rows RBRACE
    | TEST STRING LBRACE GIVEN given happening? ( RESPONSE literalValue )? expectation* RBRACE
    ;
given : name ( WITH change ( COMMA change )* )? ;
change : memberPath ( ASSIGN expr | UNAVAILABLE | ABSENT ) ;
happening : ON name ( BY name )? ;
literalValue : braces | brackets ;
expectation : EXPECT ( effect expectedPart* | RESPONSE literalValue | expectedMove ) ;
expectedMove : name ( BECOMES name | STAYS ( REASON STRING )? ) ;
expectedPart
    : REASON STRING
    | OBLIGE oblige ( COMMA oblige )*
    | regions
    | WITH stepUp+
    ;

invariantDecl
    : INVARIANT name STRING? controls* NEVER ( effect names | REVEAL path ( IN FULL )? ) guard?
    ;

// ---- expressions

// What ends in an expression without a closing sign reaches to the end, and stands in parentheses beside `and` and `or`.
expr
    : logical
    | IF expr THEN expr ELSE expr
    | ( ANY | ALL ) name IN operand COLON expr
    | ( COUNT | SUM | MIN | MAX ) OF expr FOR name IN operand ( WHERE expr )?
    ;

// `and` beside `or` is read here, so that it can be named for what it is. One flat rule, since ANTLR would look ahead to
// the end of a chain of `or`s at each of them if it were a left-recursive one.
logical : negation ( ( AND | OR ) negation )* ;
negation : NOT negation | relation ;

// More than one comparison in a row is read here, so that it can be named for what it is.
relation : operand comparison* ;
comparison
    : ( EQUAL | NOT_EQUAL | LESS | LESS_EQUAL | GREATER | GREATER_EQUAL ) operand
    | NOT? IN operand
    | CONTAINS operand
    | SUBSET OF operand
    | STARTS WITH operand
    | ENDS WITH operand
    | WITHIN operand
    | PATTERN
    | IS ( ABSENT | PRESENT | name )
    ;

operand
    : operand DOT word
    | operand LBRACKET expr RBRACKET
    | ( MINUS | name FROM ) operand
    | operand ( STAR | SLASH ) operand
    | operand ( PLUS | MINUS ) operand
    | operand COALESCE operand
    | primary
    ;

primary
    : literal
    | name arguments
    | name
    | LPAREN condition RPAREN
    | braces
    | brackets
    | MATCH expr LBRACE matchArm* RBRACE
    | ( HEADER | QUERY | COOKIE ) STRING
    ;

literal
    : TRUE | FALSE | ABSENT
    | INT | DECIMAL | MONEY | STRING | DURATION | INSTANT | DATE | TIME | ADDRESS
    | REGION STRING
    ;

arguments : LPAREN ( expr ( COMMA expr )* COMMA? )? RPAREN ;
braces
    : LBRACE RBRACE
    | LBRACE fieldValue ( COMMA? fieldValue )* COMMA? RBRACE
    | LBRACE element ( COMMA element )* COMMA? RBRACE
    ;
element : expr ( ARROW expr )? ;
brackets : LBRACKET ( expr ( COMMA expr )* COMMA? )? RBRACKET ;
matchArm : ( OTHERWISE | operand ( COMMA operand )* ) ARROW expr COMMA? ;

// ---- names

names : name ( COMMA name )* ;
// Members may have any name, so the first part alone must not be reserved.
path : name ( DOT word )* ;
memberPath : word ( DOT word )* ;

word : name | reserved ;

reserved
    : ABSENT | AND | CHALLENGE | CONTAINS | DENY | ELSE | FALSE | IF | IN | IS | MATCH | MATCHES | NOT | OBLIGE | OR
    | PERMIT | PRESENT | REQUIRE | REVIEW | THEN | TRUE | UNLESS | WHEN | WITH | WITHIN
    ;

name
    : NAME
    | ACR | ACTION | ADD | ALL | ANY | AS | BAND | BECOMES | BIND | BY | CHALLENGER | CLASS | CONSENT | CONTROL | COOKIE
    | COUNT | DECIDE | DEF | DEFAULT | DEVIATION | DISTINCT | DROP | EFFECT | ENDS | ENTITY | ENUM | EXPECT | FACT | FACTOR
    | FINAL | FIRST | FIXTURE | FOR | FROM | FULL | GENERALISE | GIVEN | HASH | HEADER | INVARIANT | KEEP | KEEPS | KEY
    | LET | LIFECYCLE | MASK | MAX | MAX_AGE | MIN | MODULE | NEVER | OBLIGATION | OF | ON | OPENS | OTHERWISE | OVER
    | OWNER | PARAM | PASS | PER | QUERY | RATE | REASON | RECORD | REDACT | REGION | REMOVE | RESIDENCY | RESPONSE
    | REVEAL | RULES | SAME | SCAN | SCORE | SERVE | SIGNAL | START | STARTS | STAYS | STORE | SUBSET | SUM | TABLE | TAKE | TEST
    | TO | TOKENISE | TRUNCATE | UNAVAILABLE | UNKNOWN_WORD | UNTIL | USE | USES | VERSION | WHERE
    ;
