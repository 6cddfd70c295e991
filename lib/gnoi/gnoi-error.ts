/** A gNOI call gave no answer, or one that says no. */
export class GnoiError extends Error {
  override readonly name = 'GnoiError'

  constructor(
    /** `System.Time` */
    readonly call: string,
    readonly machine: string,
    /** gRPC's name of it: `UNIMPLEMENTED`, `UNAVAILABLE` … */
    readonly status: string,
    /** What the server said. */
    readonly details: string,
    options?: ErrorOptions,
  ) {
    super(
      `gNOI ${call} on ${machine}: ${meanings[status] ?? 'the call failed'} (${status}: ${details || 'no details'}).\n` +
        `  Next: ${nextSteps[status] ?? `docker logs of the gnmi container   (on ${machine})`}`,
      options,
    )
  }
}

const meanings: Readonly<Record<string, string>> = {
  DEADLINE_EXCEEDED: 'no answer in time',
  INVALID_ARGUMENT: 'the server does not take what was asked',
  PERMISSION_DENIED: 'the server lets this client not do that',
  UNAUTHENTICATED: 'the server does not know this client',
  UNAVAILABLE: 'nobody answered',
  UNIMPLEMENTED: 'the gnmi container of this version does not have the call',
}

const nextSteps: Readonly<Record<string, string>> = {
  DEADLINE_EXCEEDED:
    'is gnmi-native running in its container? docker exec CONTAINER supervisorctl status',
  PERMISSION_DENIED:
    'see the role of the client in CONFIG_DB GNMI_CLIENT_CERT: gNOI wants gnoi_readonly or gnoi_readwrite',
  UNAUTHENTICATED:
    'see CONFIG_DB "GNMI|gnmi" user_auth and GNMI_CLIENT_CERT: a client certificate of a known common name is wanted',
  UNAVAILABLE:
    'is gnmi-native running in its container? docker exec CONTAINER supervisorctl status',
  UNIMPLEMENTED:
    'deploy a gnmi image that has it: File.Stat since 202411, OS.Verify and OS.Activate since 202505, File.TransferToRemote since 202511',
}
