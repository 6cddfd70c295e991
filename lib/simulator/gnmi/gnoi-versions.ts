/** The calls of gNOI that the suite uses, in the order in which SONiC got them. */
export type GnoiCall =
  | 'System.Time'
  | 'File.Stat'
  | 'OS.Verify'
  | 'OS.Activate'
  | 'System.SetPackage'
  | 'File.TransferToRemote'

/** Since which branch the gnmi image answers a call; before that it knows the service at best. */
const since: Readonly<Record<GnoiCall, number>> = {
  'System.Time': 202311,
  'File.Stat': 202411,
  'OS.Verify': 202505,
  'OS.Activate': 202505,
  'System.SetPackage': 202511,
  'File.TransferToRemote': 202511,
}

export const gnoiCalls = Object.keys(since) as GnoiCall[]

/** `202411`, or a build that isn't of a release branch, such as `master`: that has all. */
export const answers = (branch: string, call: GnoiCall): boolean =>
  !/^\d{6}$/.test(branch) || Number(branch) >= since[call]

/** What grpc-go says of a call that it doesn't answer: of its service, or of the method of a service that is there. */
export function unimplemented(branch: string, call: GnoiCall): string {
  const [service = '', method = ''] = call.split('.')
  const isThere = gnoiCalls.some((each) => each.startsWith(`${service}.`) && answers(branch, each))
  if (!isThere) return `unknown service gnoi.${service.toLowerCase()}.${service}`
  return service === 'File'
    ? `Method file.${method} is unimplemented.`
    : `method ${method} not implemented`
}
