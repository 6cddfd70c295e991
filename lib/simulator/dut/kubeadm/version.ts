import { yaml } from '../../go/yaml'
import type { CommandOutput } from '../../machine/types'
import { goText, versionInfo } from '../../kubernetes/release/version-info'
import { KubeadmFailure } from './failure'

/** `kubeadm version -o short|json|yaml`; throws KubeadmFailure for another format. */
export function version(kubernetes: string, format = ''): CommandOutput {
  const facts = versionInfo(kubernetes)
  if (format === 'short') return { stdout: `${kubernetes}\n` }
  if (format === 'json') return { stdout: `${JSON.stringify({ clientVersion: facts }, null, 2)}\n` }
  if (format === 'yaml') {
    const sorted = Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1))
    return {
      stdout: `${yaml().stringify({ clientVersion: Object.fromEntries(sorted) }, quoted)}\n`,
    }
  }
  if (format !== '') throw new KubeadmFailure(`invalid output format: ${format}`)
  return { stdout: `kubeadm version: &${goText(facts)}\n` }
}

/** Times stand in quotes where YAML 1.1 would read them as such. */
const quoted = { version: '1.1' } as const
