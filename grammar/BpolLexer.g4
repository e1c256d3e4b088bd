// The words and signs of bpol.
//
// Some twenty-five words are reserved; they stand first. All others, the heads of blocks too, are words only where the
// parser looks for them, and names everywhere else (rule `name` in BpolParser.g4). Names are ASCII and know case, so
// that IN, IS and NO stay countries.
//
// Nothing here fails: what fits no rule becomes UNKNOWN, and the parser's front says what is wrong with it. Input is
// bytes; those above 0x7F stand only inside texts, patterns and comments.
lexer grammar BpolLexer;

// Reserved words
ABSENT : 'absent' ;
AND : 'and' ;
CHALLENGE : 'challenge' ;
CONTAINS : 'contains' ;
DENY : 'deny' ;
ELSE : 'else' ;
FALSE : 'false' ;
IF : 'if' ;
IN : 'in' ;
IS : 'is' ;
MATCH : 'match' ;
MATCHES : 'matches' ;
NOT : 'not' ;
OBLIGE : 'oblige' ;
OR : 'or' ;
PERMIT : 'permit' ;
PRESENT : 'present' ;
REQUIRE : 'require' ;
REVIEW : 'review' ;
THEN : 'then' ;
TRUE : 'true' ;
UNLESS : 'unless' ;
WHEN : 'when' ;
WITH : 'with' ;
WITHIN : 'within' ;

// Words where the parser looks for them
ACR : 'acr' ;
ACTION : 'action' ;
ADD : 'add' ;
ALL : 'all' ;
ANY : 'any' ;
AS : 'as' ;
BAND : 'band' ;
BECOMES : 'becomes' ;
BIND : 'bind' ;
BY : 'by' ;
CHALLENGER : 'challenger' ;
CLASS : 'class' ;
CONSENT : 'consent' ;
CONTROL : 'control' ;
COOKIE : 'cookie' ;
COUNT : 'count' ;
DECIDE : 'decide' ;
DEF : 'def' ;
DEFAULT : 'default' ;
DEVIATION : 'deviation' ;
DISTINCT : 'distinct' ;
DROP : 'drop' ;
EFFECT : 'effect' ;
ENDS : 'ends' ;
ENTITY : 'entity' ;
ENUM : 'enum' ;
EXPECT : 'expect' ;
FACT : 'fact' ;
FACTOR : 'factor' ;
FINAL : 'final' ;
FIRST : 'first' ;
FIXTURE : 'fixture' ;
FOR : 'for' ;
FROM : 'from' ;
FULL : 'full' ;
GENERALISE : 'generalise' ;
GIVEN : 'given' ;
HASH : 'hash' ;
HEADER : 'header' ;
INVARIANT : 'invariant' ;
KEEP : 'keep' ;
KEEPS : 'keeps' ;
KEY : 'key' ;
LET : 'let' ;
LIFECYCLE : 'lifecycle' ;
MASK : 'mask' ;
MAX : 'max' ;
MAX_AGE : 'max_age' ;
MIN : 'min' ;
MODULE : 'module' ;
NEVER : 'never' ;
OBLIGATION : 'obligation' ;
OF : 'of' ;
ON : 'on' ;
OPENS : 'opens' ;
OTHERWISE : 'otherwise' ;
OVER : 'over' ;
OWNER : 'owner' ;
PARAM : 'param' ;
PASS : 'pass' ;
PER : 'per' ;
QUERY : 'query' ;
RATE : 'rate' ;
REASON : 'reason' ;
RECORD : 'record' ;
REDACT : 'redact' ;
REGION : 'region' ;
REMOVE : 'remove' ;
RESIDENCY : 'residency' ;
RESPONSE : 'response' ;
REVEAL : 'reveal' ;
RULES : 'rules' ;
SAME : 'same' ;
SCAN : 'scan' ;
SCORE : 'score' ;
SERVE : 'serve' ;
SIGNAL : 'signal' ;
START : 'start' ;
STARTS : 'starts' ;
STAYS : 'stays' ;
STORE : 'store' ;
SUBSET : 'subset' ;
SUM : 'sum' ;
TABLE : 'table' ;
TAKE : 'take' ;
TEST : 'test' ;
TO : 'to' ;
TOKENISE : 'tokenise' ;
TRUNCATE : 'truncate' ;
UNAVAILABLE : 'unavailable' ;
UNKNOWN_WORD : 'unknown' ;
UNTIL : 'until' ;
USE : 'use' ;
USES : 'uses' ;
VERSION : 'version' ;
WHERE : 'where' ;

NAME : [a-zA-Z_] [a-zA-Z0-9_]* ;

// Literals. Amounts and patterns are one token each, so that `EUR 30.00` is never a name beside a number and `/` after
// `matches` never a division. The shapes are wide on purpose: `10.0.0` and `2026-13-40` are one token that the front
// can point at.
STRING : '"' ( ~["\\\r\n] | '\\' ~[\r\n] )* '"' ;
OPEN_STRING : '"' ( ~["\\\r\n] | '\\' ~[\r\n] )* '\\'? ;
PATTERN : 'matches' [ \t]* '/' ( ~[/\\\r\n] | '\\' ~[\r\n] )+ '/' ;

MONEY : [A-Z] [A-Z] [A-Z] [ \t]+ DIGITS ( '.' DIGITS )? ;
INT : DIGITS ;
DECIMAL : DIGITS '.' DIGITS ;
DURATION : DIGITS [a-zA-Z] [a-zA-Z0-9_]* ;
INSTANT : DAY [Tt] [0-9] [0-9:.]* ( [Zz] | [+-] [0-9:]+ )? ;
DATE : DAY ;
TIME : [0-9] [0-9] ':' [0-9] [0-9] ( ':' [0-9] [0-9] )? ;

ADDRESS : V4 PREFIX? | V6 PREFIX? ;

fragment DIGITS : [0-9] [0-9_]* ;
fragment DAY : [0-9] [0-9] [0-9] [0-9] '-' [0-9] [0-9] '-' [0-9] [0-9] ;
fragment PREFIX : '/' [0-9]+ ;
fragment V4 : [0-9]+ '.' [0-9]+ ( '.' [0-9]+ )+ ;
fragment GROUP : [0-9a-fA-F]+ ;
fragment GROUPS : GROUP ( ':' GROUP )* ;
// Either `::` somewhere, or eight groups: else `a:b` could not be a name and its value.
fragment V6 : GROUPS? '::' ( GROUPS ( ':' V4 )? | V4 )?
    | GROUP ':' GROUP ':' GROUP ':' GROUP ':' GROUP ':' GROUP ':' GROUP ':' GROUP ( ':' GROUP )* ;

// Signs
LBRACE : '{' ;
RBRACE : '}' ;
LPAREN : '(' ;
RPAREN : ')' ;
LBRACKET : '[' ;
RBRACKET : ']' ;
ARROW : '->' ;
ASSIGN : '=' ;
BAR : '|' ;
COALESCE : '??' ;
COLON : ':' ;
COMMA : ',' ;
DOT : '.' ;
DOTDOT : '..' ;
EQUAL : '==' ;
GREATER : '>' ;
GREATER_EQUAL : '>=' ;
LESS : '<' ;
LESS_EQUAL : '<=' ;
MINUS : '-' ;
NOT_EQUAL : '!=' ;
PLUS : '+' ;
QUESTION : '?' ;
SLASH : '/' ;
STAR : '*' ;

// Signs of other languages; the front says how bpol writes them.
FOREIGN : '&&' | '!' | '=>' | '===' | '!==' | '<>' | ';' | ':=' ;

COMMENT : '//' ~[\r\n]* -> channel(HIDDEN) ;
SPACE : [ \t\r\n]+ -> skip ;

UNKNOWN : [\u0080-\u00FF]+ | . ;
