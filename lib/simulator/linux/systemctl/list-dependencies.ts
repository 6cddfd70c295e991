import { baseDependencies } from '../systemd/base-units'
import type { Systemd } from '../systemd/systemd'
import { type Call, suffixed, type SystemctlVerb } from './systemctl-call'
import { dependenciesOf } from './unit-dependencies'

/** `systemctl list-dependencies [--reverse|--after|--before] [--plain] [--all] [UNIT…]`: the tree of what units need. */
export const listDependencies: SystemctlVerb = (names, call) => ({
  stdout: (names.length > 0 ? names : ['default.target'])
    .map((name) => new Tree(call).of(suffixed(name)))
    .join('\n'),
})

const forward = ['Requires', 'Requisite', 'Wants', 'ConsistsOf', 'BindsTo']
const backward = ['RequiredBy', 'RequisiteOf', 'WantedBy', 'PartOf', 'BoundBy']

class Tree {
  #text = ''
  readonly #keys: readonly string[]
  readonly #isPlain: boolean
  readonly #isWhole: boolean

  constructor(private readonly call: Call) {
    const { flags } = call
    this.#isPlain = flags.has('plain')
    this.#isWhole = flags.has('all')
    this.#keys = flags.has('reverse') ? backward : flags.has('after') ? ['After'] : flags.has('before') ? ['Before'] : forward // prettier-ignore
  }

  of(name: string): string {
    this.#text = `${name}\n`
    this.#grow(name, [], [])
    return this.#text
  }

  /** `above`: what it hangs on, which is not shown below itself; `branches`: whether each level above goes on. */
  #grow(name: string, above: string[], branches: readonly boolean[]): void {
    above.push(name)
    const all = childrenOf(name, this.#keys, this.call.systemd)
    const shown = all.filter((child) => !above.includes(child))
    const isCircular = shown.length < all.length
    for (const [i, child] of shown.entries()) {
      // Of a plain list each is shown once, however it is reached.
      if (above.includes(child)) continue
      const isLast = i === shown.length - 1 && !isCircular
      this.#line(markOf(child, this.call.systemd), branches, isLast, child)
      if (this.#isWhole || child.endsWith('.target'))
        this.#grow(child, above, [...branches, !isLast])
    }
    if (isCircular && !this.#isPlain) this.#line('  ', branches, true, '...')
    if (!this.#isPlain) above.pop()
  }

  #line(mark: string, branches: readonly boolean[], isLast: boolean, text: string): void {
    this.#text += this.#isPlain
      ? `  ${text}\n`
      : `${mark}${branches.map((goesOn) => (goesOn ? '│ ' : '  ')).join('')}${isLast ? '└─' : '├─'}${text}\n`
  }
}

const marks: Readonly<Record<string, string>> = { active: '● ', failed: '× ', inactive: '○ ' }

const markOf = (name: string, systemd: Systemd): string => {
  const state = systemd.find(name)?.state ?? baseDependencies.stateOf(name)
  return marks[state] ?? '● '
}

/** Targets come last, each group by its names. */
function childrenOf(name: string, keys: readonly string[], systemd: Systemd): string[] {
  const all = new Set(keys.flatMap((key) => dependenciesOf(name, systemd)[key] ?? []))
  const isTarget = (each: string): number => (each.endsWith('.target') ? 1 : 0)
  return [...all].toSorted(
    (one, other) =>
      isTarget(one) - isTarget(other) || (one.toLowerCase() < other.toLowerCase() ? -1 : 1),
  )
}
