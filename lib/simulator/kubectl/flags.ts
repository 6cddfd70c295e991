import type { FlagTable } from '../go/command-line'

/** Flags that every verb of kubectl takes. */
export const globalFlags: FlagTable = {
  kubeconfig: 'value',
  context: 'value',
  cluster: 'value',
  user: 'value',
  'server|s': 'value',
  token: 'value',
  'request-timeout': 'value',
  'namespace|n': 'value',
  'insecure-skip-tls-verify': 'switch',
  'help|h': 'switch',
  'v|v': 'value',
}
