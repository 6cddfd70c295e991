import { type KubeObject } from '../objects'
import { type FieldError } from './field-error'

/** The body of a refusal, as the real API server writes it. */
export interface Status {
  kind: 'Status'
  apiVersion: 'v1'
  metadata: { continue?: string }
  status: 'Failure' | 'Success'
  message?: string
  reason?: string
  details?: StatusDetails
  code?: number
}

export interface StatusDetails {
  name?: string
  group?: string
  kind?: string
  uid?: string
  causes?: StatusCause[]
  retryAfterSeconds?: number
}

export interface StatusCause {
  reason: string
  message: string
  field?: string
}

/** What names a resource in a refusal; `group` is empty for the core group. */
export interface ResourceName {
  readonly plural: string
  readonly kind: string
  readonly group: string
}

/** A request refused: thrown by the API's operations, written to the wire as a `Status`. */
export class StatusError extends Error {
  constructor(
    readonly code: number,
    readonly reason: string | undefined,
    message: string,
    readonly details?: StatusDetails,
    readonly metadata: Status['metadata'] = {},
  ) {
    super(message)
    this.name = 'StatusError'
  }

  get body(): Status {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: this.metadata,
      status: 'Failure',
      message: this.message,
      ...(this.reason && { reason: this.reason }),
      ...(this.details && { details: this.details }),
      code: this.code,
    }
  }
}

/** What refuses a request before the API knows of it does so in a line of text. */
export class PlainRefusal extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message)
    this.name = 'PlainRefusal'
  }
}

/** What no part of the server knows: a group of kinds that nobody has defined. */
export const pageNotFound = (): PlainRefusal => new PlainRefusal(404, '404 page not found')

const qualified = ({ plural, group }: ResourceName): string =>
  group ? `${plural}.${group}` : plural

const named = (resource: ResourceName, name: string): StatusDetails => ({
  name,
  ...(resource.group && { group: resource.group }),
  kind: resource.plural,
})

export const notFound = (resource: ResourceName, name: string): StatusError =>
  new StatusError(
    404,
    'NotFound',
    `${qualified(resource)} "${name}" not found`,
    named(resource, name),
  )

export const alreadyExists = (
  resource: ResourceName,
  { metadata: { name, deletionTimestamp } }: KubeObject,
): StatusError =>
  new StatusError(
    409,
    'AlreadyExists',
    `${deletionTimestamp ? 'object is being deleted: ' : ''}${qualified(resource)} "${name}" already exists`,
    named(resource, name),
  )

export const conflict = (resource: ResourceName, name: string, why = staleObject): StatusError =>
  new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualified(resource)} "${name}": ${why}`,
    named(resource, name),
  )

const staleObject =
  'the object has been modified; please apply your changes to the latest version and try again'

export const badRequest = (message: string): StatusError =>
  new StatusError(400, 'BadRequest', message)

export const forbidden = (resource: ResourceName, name: string, why: string): StatusError =>
  new StatusError(
    403,
    'Forbidden',
    `${qualified(resource)}${name && ` "${name}"`} is forbidden: ${why}`,
    {
      ...(name && { name }),
      ...(resource.group && { group: resource.group }),
      kind: resource.plural,
    },
  )

/** For what is to be created in a namespace that is going. */
export function beingTerminated(resource: ResourceName, name: string, namespace: string): Error {
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`
  const refusal = forbidden(resource, name, why)
  refusal.details!.causes = [
    {
      reason: 'NamespaceTerminating',
      message: `namespace ${namespace} is being terminated`,
      field: 'metadata.namespace',
    },
  ]
  return refusal
}

export const unauthorized = (): StatusError => new StatusError(401, 'Unauthorized', 'Unauthorized')

export const unknownPath = (): StatusError =>
  new StatusError(404, 'NotFound', 'the server could not find the requested resource', {})

export const methodNotAllowed = (): StatusError =>
  new StatusError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  )

export const expired = (asked: number, oldest: number): StatusError =>
  new StatusError(410, 'Expired', `too old resource version: ${asked} (${oldest})`)

export const rejectedPatch = (): StatusError =>
  new StatusError(
    422,
    'Invalid',
    'the server rejected our request due to an error in our request',
    {},
  )

/** `422 Invalid` with one cause for each field; several are put in brackets, as the real server does. */
export function invalid(
  { kind, group }: Pick<ResourceName, 'kind' | 'group'>,
  name: string,
  errors: readonly FieldError[],
): StatusError {
  const distinct = [...new Set(errors.map((error) => `${error.field}: ${error.message}`))]
  const all = distinct.length === 1 ? distinct[0] : `[${distinct.join(', ')}]`
  return new StatusError(
    422,
    'Invalid',
    `${group ? `${kind}.${group}` : kind} "${name}" is invalid: ${all}`,
    {
      ...(name && { name }),
      ...(group && { group }),
      ...(kind && { kind }),
      causes: errors.map(({ reason, message, field }) => ({ reason, message, field })),
    },
  )
}

export const isNotFound = (error: unknown): boolean =>
  error instanceof StatusError && error.code === 404
