import { KubectlFailure } from './failure'

/** The part of a Status body that becomes kubectl's message. */
export interface ApiStatus {
  readonly kind?: string
  readonly reason?: string
  readonly message?: string
  readonly details?: {
    readonly name?: string
    readonly kind?: string
    readonly causes?: readonly { field?: string; message?: string }[]
  }
}

/** An answer other than 2xx, with the server's own Status. */
export class ApiRefusal extends KubectlFailure {
  constructor(
    readonly httpStatus: number,
    readonly status: ApiStatus,
    private readonly server: string,
  ) {
    super(refusalText(httpStatus, status, server))
  }

  static of(httpStatus: number, text: string, server: string): ApiRefusal {
    return new ApiRefusal(httpStatus, parseStatus(text), server)
  }

  /** The same refusal, the server's message told in another way. */
  reworded(words: (message: string) => string): ApiRefusal {
    const status = { ...this.status, message: words(this.status.message ?? '') }
    return new ApiRefusal(this.httpStatus, status, this.server)
  }
}

function parseStatus(text: string): ApiStatus {
  try {
    return JSON.parse(text) as ApiStatus
  } catch {
    return { message: text.trim() }
  }
}

function refusalText(httpStatus: number, status: ApiStatus, server: string): string {
  if (httpStatus === 401) return 'error: You must be logged in to the server (Unauthorized)'
  if (status.reason === 'Invalid') return invalidText(status)
  if (status.reason) return `Error from server (${status.reason}): ${status.message ?? ''}`
  if (status.kind === 'Status') return `Error from server: ${status.message ?? ''}`
  if (httpStatus === 404)
    return 'Error from server (NotFound): the server could not find the requested resource'
  return `Error from server (InternalError): an error on the server ("${status.message ?? server}") has prevented the request from succeeding`
}

function invalidText({ details, message }: ApiStatus): string {
  const all = (details?.causes ?? []).map(({ field, message }) => `${field}: ${message}`)
  const causes = [...new Set(all)]
  if (causes.length === 0) return `Error from server (Invalid): ${message ?? ''}`
  const list =
    causes.length === 1 ? causes[0] : `\n${causes.map((cause) => `* ${cause}`).join('\n')}`
  return `The ${details?.kind} "${details?.name}" is invalid: ${list}`
}
