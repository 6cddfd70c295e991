import type { Value } from './value'

/** A member of an array, with where it can be found. */
class Member {
  value: Value
  /** Its place among members that were asked for by a number; none where it never was. */
  integer: number | undefined
  hash: number | undefined

  constructor(readonly key: string) {}
}

const firstSize = 64
const membersPerList = 12

/**
 * A table of lists: what was last asked for is at the front of its list. `for (k in a)` goes through them, so that its order
 * hangs on sizes, hashes and on who was asked for when.
 */
class Lists {
  #lists: Member[][]

  constructor(
    size: number,
    private readonly hashOf: (member: Member) => number,
  ) {
    this.#lists = Array.from({ length: size }, () => [])
  }

  add(member: Member): void {
    this.#listOf(member).unshift(member)
  }

  remove(member: Member): void {
    const list = this.#listOf(member)
    list.splice(list.indexOf(member), 1)
  }

  toFront(member: Member): void {
    if (this.#listOf(member)[0] === member) return
    this.remove(member)
    this.add(member)
  }

  /** Twice as many lists: each gives a part of its members away. */
  double(): void {
    const before = this.#lists
    this.#lists = Array.from({ length: before.length * 2 }, () => [])
    for (const member of before.flat()) this.#listOf(member).push(member)
  }

  all(): Member[] {
    return this.#lists.flat()
  }

  #listOf(member: Member): Member[] {
    return this.#lists[this.hashOf(member) % this.#lists.length]!
  }
}

const hashOf = (member: Member): number => (member.hash ??= fnv1a(member.key))

/** FNV-1a of 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
const fnv1a = (key: string): number => {
  let hash = 2_166_136_261
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 16_777_619)
  return hash >>> 0
}

/**
 * An array of mawk's. Members are known by their text; those that were asked for by a number have a table of their own, until
 * one is asked for by a text, or a loop goes through all: then all have both.
 */
export class AwkArray {
  readonly #members = new Map<string, Member>()
  #size = firstSize
  #byInteger: Lists | undefined
  #byText: Lists | undefined

  get size(): number {
    return this.#members.size
  }

  /** The keys in the order of a loop. */
  keys(): string[] {
    return this.#texts()
      .all()
      .map(({ key }) => key)
  }

  has(key: string | number): boolean {
    return this.#find(key) !== undefined
  }

  /** Asking for a member makes it. */
  get(key: string | number): Value {
    return this.#member(key).value
  }

  set(key: string | number, value: Value): void {
    this.#member(key).value = value
  }

  delete(key: string | number): void {
    const member = this.#find(key)
    if (!member) return
    this.#members.delete(member.key)
    if (member.integer !== undefined) this.#byInteger?.remove(member)
    this.#byText?.remove(member)
  }

  clear(): void {
    this.#members.clear()
    this.#byInteger = this.#byText = undefined
    this.#size = firstSize
  }

  #find(key: string | number): Member | undefined {
    const member = this.#members.get(String(key))
    if (typeof key === 'string') {
      const texts = this.#texts()
      if (member) texts.toFront(member)
    } else if (member && member.integer !== undefined) this.#byInteger?.toFront(member)
    else if (member) {
      this.#byText?.toFront(member)
      this.#alsoByInteger(member, key)
    }
    return member
  }

  #member(key: string | number): Member {
    return this.#find(key) ?? this.#added(key)
  }

  #added(key: string | number): Member {
    const member = new Member(String(key))
    this.#members.set(member.key, member)
    if (this.#members.size > this.#size * membersPerList) this.#double()
    this.#byText?.add(member)
    if (typeof key === 'number') this.#alsoByInteger(member, key)
    return member
  }

  #alsoByInteger(member: Member, integer: number): void {
    member.integer = integer
    this.#byInteger ??= new Lists(this.#size, (each) => (each.integer ?? 0) >>> 0)
    this.#byInteger.add(member)
  }

  #texts(): Lists {
    if (!this.#byText) {
      this.#byText = new Lists(this.#size, hashOf)
      for (const member of this.#byInteger?.all() ?? []) this.#byText.add(member)
    }
    return this.#byText
  }

  #double(): void {
    this.#size *= 2
    this.#byInteger?.double()
    this.#byText?.double()
  }
}
