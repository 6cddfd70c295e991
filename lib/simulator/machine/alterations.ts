import { isBelow } from '../file-system/paths'

export interface Alteration {
  /** The script that came over SSH, shortened. */
  readonly script: string
  /** `written /etc/hosts`, `CONFIG_DB KUBERNETES_MASTER|SERVER`. */
  readonly what: string
}

const journal = '/var/lib/kubesonic'
const undoScript = new RegExp(`^${journal}/[^/]+/\\d+-[^/]*\\.sh$`)
/** What puts the machine back, and the runner's sign of life, which keeps it from doing so. */
const ownScript = new RegExp(`^${journal}/[^/]+/(restore|beat)\\.sh$`)
const shortened = (script: string): string =>
  script.length > 200 ? `${script.slice(0, 200)}…` : script

/** Files that are nobody's business: the journal itself, and what dies with the next boot. */
const matters = (path: string): boolean =>
  isBelow(path, '/proc/sys') ||
  ![journal, '/tmp', '/proc', '/dev'].some((directory) => isBelow(path, directory))

/**
 * Everything that was altered on a machine over SSH without an undo script written before it, in the same
 * call: the suite promises that there is nothing of the kind.
 */
export class AlterationLog {
  readonly #unaccounted: Alteration[] = []

  get unaccounted(): readonly Alteration[] {
    return this.#unaccounted
  }

  /** For one call over SSH. */
  recorder(script: string): AlterationRecorder {
    return new AlterationRecorder((what) => this.#report({ script: shortened(script), what }))
  }

  #report(alteration: Alteration): void {
    const known = this.#unaccounted.some(
      ({ script, what }) => script === alteration.script && what === alteration.what,
    )
    if (!known) this.#unaccounted.push(alteration)
  }
}

/** Watches one call: from its first undo script on, and in a script of the journal's own, alterations are accounted for. */
export class AlterationRecorder {
  #accounted = false

  constructor(private readonly report: (what: string) => void) {}

  file(what: string, path: string): void {
    if (what === 'written' && undoScript.test(path)) this.#accounted = true
    else if (matters(path)) this.other(`${what} ${path}`)
  }

  other(what: string): void {
    if (!this.#accounted) this.report(what)
  }

  /** A script file starts to run. */
  runs(path: string): void {
    if (ownScript.test(path)) this.#accounted = true
  }
}
