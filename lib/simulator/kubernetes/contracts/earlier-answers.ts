import { type Recording } from './recording'

/** What the requests of a file were answered, for those that come later and say something of it. */
export class EarlierAnswers {
  readonly #bodies: unknown[] = []

  note(body: unknown): void {
    this.#bodies.push(body)
  }

  /** The recording with what its request refers to. */
  filledIn(recording: Recording): Recording {
    const { request } = recording
    if (!/@\d+\./.test(JSON.stringify(request))) return recording
    const text = JSON.stringify(request).replaceAll(
      /@(\d+)\.([\w.]+)/g,
      (_, number: string, path: string) => this.#at(Number(number), path),
    )
    return { ...recording, request: JSON.parse(text) as Recording['request'] }
  }

  #at(number: number, path: string): string {
    const found = path
      .split('.')
      .reduce<unknown>(
        (value, key) => (value as Record<string, unknown> | undefined)?.[key],
        this.#bodies[number - 1],
      )
    return String(found)
  }
}
