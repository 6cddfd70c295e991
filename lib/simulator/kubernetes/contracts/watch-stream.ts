import { setTimeout as sleep } from 'node:timers/promises'
import { type Event, type KubeObject } from '../objects'
import { type HttpsClient } from '../testing/https-client'
import { type RecordedLab } from '../testing/recorded-lab'
import { settled } from '../testing/volatile'
import { type WatchEvent, type WatchRecording } from './watch-recording'

/** A recorded watch, asked of the simulated API over HTTPS. */
export class WatchStream {
  readonly events: WatchEvent[] = []
  /** The server ended it. */
  cut = false
  #leaving = false
  readonly #names: ReadonlySet<unknown>
  #reading: Promise<void> | undefined

  private constructor(
    readonly name: string,
    readonly recording: WatchRecording,
    private readonly client: HttpsClient,
    private readonly begun: number,
  ) {
    this.#names = new Set(recording.events.map(subjectOf))
  }

  /** Begins to watch; what is there already has come when it resolves. */
  static async open(
    name: string,
    recording: WatchRecording,
    lab: RecordedLab,
  ): Promise<WatchStream> {
    const client = await lab.client()
    const stream = new WatchStream(name, recording, client, lab.cluster.store.revision)
    stream.#reading = stream.#read()
    await stream.caughtUp()
    return stream
  }

  /** Whether it tells of such an object's changes, and the object is of the recording's story. */
  watches(resource: string, object: KubeObject): boolean {
    const { name, namespace } = object.metadata
    const path = namespace === undefined ? `/${resource}?` : `/${namespace}/${resource}?`
    if (name === 'minikube' || !this.recording.request.includes(path)) return false
    return this.#names.has(subjectOf({ object }))
  }

  /** Resolves when all that was written has been read. */
  async caughtUp(): Promise<void> {
    for (let trips = 0; trips < 3; trips++)
      await this.client.ask('GET', '/version').catch(() => sleep(5))
  }

  /** Leaves, and answers what is of the recording's story. */
  async close(): Promise<WatchEvent[]> {
    await this.caughtUp()
    this.#leaving = true
    this.client.close()
    await this.#reading
    return this.events.filter((event) => {
      const { kind, metadata } = event.object
      if (metadata.name === 'minikube') return false
      if (kind !== 'Event') return true
      return this.#names.has(subjectOf(event)) && Number(metadata.resourceVersion) > this.begun
    })
  }

  async #read(): Promise<void> {
    const path = this.recording.request.replace(/&resourceVersion=\d+/, '')
    try {
      for await (const event of this.client.watch<WatchEvent>(path)) {
        if (event.type !== 'BOOKMARK') this.events.push(event)
      }
    } catch {
      this.cut = !this.#leaving
    }
  }
}

/** Whom an event is about, whatever its name ends in. */
const subjectOf = ({ object }: Pick<WatchEvent, 'object'>): unknown =>
  settled(object.kind === 'Event' ? (object as Event).involvedObject.name : object.metadata.name)
