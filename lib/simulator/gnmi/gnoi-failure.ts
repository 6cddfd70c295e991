/** gRPC's status codes that SONiC's server answers. */
export const grpcStatus = {
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  NOT_FOUND: 5,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAUTHENTICATED: 16,
} as const

/** A call ends with a status instead of a message. */
export class GnoiFailure extends Error {
  constructor(
    readonly status: keyof typeof grpcStatus,
    message: string,
  ) {
    super(message)
  }
}
