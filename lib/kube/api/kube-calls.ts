import { type ApiConnection } from './api-connection'
import { type CallOptions, Refusal, type TypedApi, typedApi } from './client-node'
import { isNotFound } from './kube-error'
import { refusal, reworded } from './reworded'

type Call<T> = (api: TypedApi, options: ReturnType<TypedApi['options']>) => Promise<T>

/** Typed calls over one connection, with errors that say what was asked. */
export class KubeCalls {
  #loading: Promise<TypedApi> | undefined

  constructor(readonly connection: ApiConnection) {}

  /** `asked` completes "Could not …"; `call` hands its second argument on where `options` matter. */
  async ask<T>(asked: string, call: Call<T>, options: CallOptions = {}): Promise<T> {
    const api = await this.api()
    try {
      return await call(api, api.options(options))
    } catch (error) {
      if (error instanceof Refusal) throw refusal(asked, error.status, error.body)
      throw reworded(asked, this.connection.server, error)
    }
  }

  /** Patches that name what changes and leave the rest. */
  change<T>(asked: string, call: Call<T>): Promise<T> {
    return this.ask(asked, call, { contentType: 'application/merge-patch+json' })
  }

  /** False when there was nothing to act on. */
  async askIfThere(asked: string, call: Call<unknown>): Promise<boolean> {
    try {
      await this.ask(asked, call)
      return true
    } catch (error) {
      if (isNotFound(error)) return false
      throw error
    }
  }

  api(): Promise<TypedApi> {
    this.#loading ??= typedApi(this.connection)
    return this.#loading
  }
}
