/** A name, and the line that it stands in. */
export interface Name {
  readonly kind: 'name'
  readonly name: string
  readonly line: number
}

export interface Field {
  readonly kind: 'field'
  readonly index: Expression
}

export interface Element {
  readonly kind: 'element'
  readonly array: Name
  readonly subscripts: readonly Expression[]
}

export type Target = Name | Field | Element

export type Relation = '<' | '<=' | '==' | '!=' | '>' | '>='
export type Arithmetic = '+' | '-' | '*' | '/' | '%' | '^'

export interface Getline {
  readonly kind: 'getline'
  /** What is read: the files of the command line, one that is named, or what a command prints. */
  readonly from: 'main' | 'file' | 'command'
  readonly source?: Expression
  readonly target?: Target
}

export interface Call {
  readonly kind: 'call'
  readonly name: string
  readonly line: number
  readonly args: readonly Expression[]
}

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string; readonly line: number }
  | { readonly kind: 'regex'; readonly source: string; readonly line: number }
  /** `(a, b)`: subscripts before `in`, or what print is given. */
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  /** In parentheses nothing can be assigned to. */
  | { readonly kind: 'group'; readonly inner: Expression }
  | { readonly kind: 'unary'; readonly operator: '!' | '-' | '+'; readonly operand: Expression }
  | {
      readonly kind: 'arithmetic'
      readonly operator: Arithmetic
      readonly left: Expression
      readonly right: Expression
    }
  | {
      readonly kind: 'relation'
      readonly operator: Relation
      readonly left: Expression
      readonly right: Expression
    }
  | { readonly kind: 'concatenation'; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'logic'
      readonly operator: '&&' | '||'
      readonly left: Expression
      readonly right: Expression
    }
  | {
      readonly kind: 'match'
      readonly negated: boolean
      readonly text: Expression
      readonly regex: Expression
    }
  | { readonly kind: 'in'; readonly subscripts: readonly Expression[]; readonly array: Name }
  | {
      readonly kind: 'condition'
      readonly test: Expression
      readonly yes: Expression
      readonly no: Expression
    }
  | {
      readonly kind: 'assignment'
      readonly operator: Arithmetic | ''
      readonly target: Target
      readonly value: Expression
    }
  | {
      readonly kind: 'step'
      readonly by: 1 | -1
      readonly first: boolean
      readonly target: Target
    }
  | {
      readonly kind: 'builtin'
      readonly name: string
      readonly line: number
      readonly args: readonly Expression[]
    }
  | Call
  | Getline
  | Target

/** Where print goes: `> file`, `>> file`, `| command`. */
export interface Redirection {
  readonly operator: '>' | '>>' | '|'
  readonly to: Expression
}

export interface Print {
  readonly kind: 'print' | 'printf'
  readonly args: readonly Expression[]
  readonly redirection?: Redirection
}

export type Statement =
  | { readonly kind: 'block'; readonly statements: readonly Statement[] }
  | { readonly kind: 'expression'; readonly expression: Expression }
  | Print
  | {
      readonly kind: 'if'
      readonly test: Expression
      readonly yes: Statement
      readonly no?: Statement
    }
  | {
      readonly kind: 'loop'
      readonly first?: Expression
      readonly test?: Expression
      readonly after?: Expression
      readonly body: Statement
      /** `do … while` looks behind the body. */
      readonly bodyFirst: boolean
    }
  | { readonly kind: 'each'; readonly key: Name; readonly array: Name; readonly body: Statement }
  | { readonly kind: 'delete'; readonly array: Name; readonly subscripts?: readonly Expression[] }
  | { readonly kind: 'leave'; readonly how: 'break' | 'continue' | 'next' | 'nextfile' }
  | { readonly kind: 'exit' | 'return'; readonly value?: Expression }

export interface Rule {
  /** Of a pattern alone: the record is printed. */
  readonly action?: Statement
  readonly pattern?: Expression
  /** Where a range ends. */
  readonly until?: Expression
}

export interface FunctionDefinition {
  readonly name: string
  readonly parameters: readonly string[]
  readonly body: Statement
  readonly line: number
}

export interface Program {
  readonly begin: readonly Statement[]
  readonly rules: readonly Rule[]
  readonly end: readonly Statement[]
  readonly functions: ReadonlyMap<string, FunctionDefinition>
  /** The calls in the order of the text, and the line that it ends in. */
  readonly calls: readonly Call[]
  readonly lastLine: number
}
