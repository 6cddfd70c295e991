import type { Expression, Name, Target } from '../language/syntax'
import type { AwkArray } from '../values/array'
import { isWhole } from '../values/numbers'
import { toNumber, toText, type Value } from '../values/value'
import { all, atOnce, type Code, constant, type Frame, from, fromBoth } from './code'
import type { Scope } from './scope'
import { special, type Variables } from './variables'

/** Where something can be stored: what says which of many it is comes first, and once. */
export interface Place<K> {
  readonly key: Code<K>
  readonly read: (key: K, frame: Frame) => Value
  readonly write: (key: K, value: Value, frame: Frame) => void
}

type Compile = (expression: Expression) => Code<Value>

export class Places {
  constructor(
    private readonly variables: Variables,
    private readonly scope: Scope,
    private readonly compile: Compile,
  ) {}

  /** What is there. */
  value(target: Target): Code<Value> {
    if (target.kind === 'name') return this.#nameValue(target)
    const { key, read } = this.of(target)
    return from(key, read)
  }

  /** Stores what is made of what was there and what is given; the answer is what was stored. */
  changed(
    target: Target,
    given: Code<Value>,
    change: (before: Value, given: Value) => Value,
  ): Code<Value> {
    const { key, read, write } = this.of(target)
    return fromBoth(key, given, (at, value, frame) => {
      const stored = change(read(at, frame), value)
      write(at, stored, frame)
      return stored
    })
  }

  /** Stores what is given; what was there is not asked for. */
  assigned(target: Target, given: Code<Value>): Code<Value> {
    const { key, write } = this.of(target)
    return fromBoth(key, given, (at, value, frame) => {
      write(at, value, frame)
      return value
    })
  }

  of(target: Target): Place<unknown> {
    switch (target.kind) {
      case 'name':
        return this.#name(target) as Place<unknown>
      case 'field':
        return this.#field(target.index) as Place<unknown>
      case 'element':
        return this.#element(target.array, target.subscripts) as Place<unknown>
    }
  }

  array({ name }: Name): (frame: Frame) => AwkArray {
    const local = this.scope.local(name)
    if (local !== undefined) return ({ locals }) => locals[local] as AwkArray
    const array = this.variables.array(name)
    return () => array
  }

  /** Several subscripts are one, with SUBSEP between them. */
  key(subscripts: readonly Expression[]): Code<string | number> {
    const { variables } = this
    const [only] = subscripts
    if (only && subscripts.length === 1)
      return from(this.compile(only), (value) =>
        typeof value === 'number' && isWhole(value) ? value + 0 : toText(value, variables.convfmt),
      )
    return from(all(subscripts.map(this.compile)), (values) =>
      values.map((value) => toText(value, variables.convfmt)).join(variables.text(special.SUBSEP)),
    )
  }

  #nameValue({ name }: Name): Code<Value> {
    const { variables } = this
    const local = this.scope.local(name)
    if (local !== undefined) return atOnce(({ locals }) => locals[local] as Value)
    const slot = variables.slot(name)
    return atOnce(() => variables.get(slot))
  }

  #name({ name }: Name): Place<undefined> {
    const { variables } = this
    const key = constant(undefined)
    const local = this.scope.local(name)
    if (local !== undefined)
      return {
        key,
        read: (_, { locals }) => locals[local] as Value,
        write: (_, value, { locals }) => void (locals[local] = value),
      }
    const slot = variables.slot(name)
    return {
      key,
      read: () => variables.get(slot),
      write: (_, value) => variables.set(slot, value),
    }
  }

  #field(index: Expression): Place<number> {
    const { record } = this.variables
    return {
      key: from(this.compile(index), toNumber),
      read: (at) => record.get(at),
      write: (at, value) => record.set(at, value),
    }
  }

  /** The member is there before what is assigned to it is looked at. */
  #element(array: Name, subscripts: readonly Expression[]): Place<string | number> {
    const arrayIn = this.array(array)
    return {
      key: from(this.key(subscripts), (key, frame) => {
        arrayIn(frame).get(key)
        return key
      }),
      read: (key, frame) => arrayIn(frame).get(key),
      write: (key, value, frame) => arrayIn(frame).set(key, value),
    }
  }
}
