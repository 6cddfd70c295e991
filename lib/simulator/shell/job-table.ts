import type { Job } from './world'

/** What a shell has started with `&`, as it knows it by number. */
export interface ShellJob extends Job {
  readonly number: number
  readonly text: string
  /** Undefined while it runs. */
  status?: number
  /** `wait` has asked for it. */
  waited?: boolean
}

export class JobTable {
  readonly #jobs = new Map<number, ShellJob>()

  add(job: Job, text: string): void {
    const number = 1 + Math.max(0, ...this.listed().map((each) => each.number))
    const known: ShellJob = { ...job, number, text }
    this.#jobs.set(job.pid, known)
    void job.ended.then((status) => void (known.status = status))
  }

  get(pid: number): ShellJob | undefined {
    return this.#jobs.get(pid)
  }

  /** Those that nobody has waited for. */
  listed(): ShellJob[] {
    return [...this.#jobs.values()].filter(({ waited }) => !waited)
  }

  forget(pid: number): void {
    this.#jobs.delete(pid)
  }

  clear(): void {
    this.#jobs.clear()
  }

  /** `%1`, `%+`, `%%`, `%-`, `%text` */
  named(text: string): ShellJob | undefined {
    const jobs = this.listed()
    const name = text.slice(1)
    if (/^\d+$/.test(name)) return jobs.find(({ number }) => number === Number(name))
    if (name === '' || name === '+' || name === '%') return jobs.at(-1)
    if (name === '-') return jobs.at(-2) ?? jobs.at(-1)
    return name.startsWith('?')
      ? jobs.find((job) => job.text.includes(name.slice(1)))
      : jobs.find((job) => job.text.startsWith(name))
  }
}
