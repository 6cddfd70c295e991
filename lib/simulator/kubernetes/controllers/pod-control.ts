import { type ApiClient } from '../api/api-client'
import { StatusError } from '../api/status-error'
import { type EventRecorder, referenceTo } from '../events/event-recorder'
import { type KubeObject, type Pod } from '../objects'
import { pods } from '../resources/pods'

/** Makes and removes the pods of one owner, and tells of it in the owner's events. */
export class PodControl {
  constructor(
    private readonly client: ApiClient,
    private readonly recorder: EventRecorder,
    private readonly owner: KubeObject,
  ) {}

  /** Throws what the API refuses, after an event that says it. */
  create(pod: Pod): void {
    try {
      const { metadata } = this.client.create(pods, pod)
      this.#record('SuccessfulCreate', `Created pod: ${metadata.name}`)
    } catch (error) {
      if (error instanceof StatusError)
        this.warn('FailedCreate', `Error creating: ${error.message}`)
      throw error
    }
  }

  delete({ metadata }: Pod): void {
    this.client.delete(pods, metadata)
    this.#record('SuccessfulDelete', `Deleted pod: ${metadata.name}`)
  }

  tell(reason: string, message: string): void {
    this.#record(reason, message)
  }

  warn(reason: string, message: string): void {
    this.recorder.record({ about: referenceTo(this.owner), type: 'Warning', reason, message })
  }

  #record(reason: string, message: string): void {
    this.recorder.record({ about: referenceTo(this.owner), reason, message })
  }
}
