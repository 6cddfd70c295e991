import { redacted } from '../../lib/redaction/redacted'
import { type Testbed } from '../../lib/testbed/testbed'

/** What the report says about where it ran; grows until the run has ended. */
export const environmentInfo: Record<string, string> = { Node: process.version }

/** Notes the testbed of this run for the report. */
export const noteTestbed = ({ name, simulator, vmhost, duts, cluster }: Testbed): void => {
  const unarmed = [vmhost, ...duts].filter((machine) => machine.unarmed)
  const unverified = [vmhost, ...duts].filter(({ ssh }) => ssh.hostKey === 'unverified')
  const facts = {
    Testbed: simulator && name !== 'simulated' ? `${name} (simulated)` : name,
    DUTs: duts.map((dut) => dut.name).join(', '),
    Kubernetes: cluster.kubernetes,
    minikube: cluster.minikube.version,
    ...(unarmed.length > 0 ? { Unarmed: unarmed.map((machine) => machine.name).join(', ') } : {}),
    'Host keys':
      unverified.length === 0
        ? 'verified'
        : `NOT verified: ${unverified.map((machine) => machine.name).join(', ')}`,
  }
  for (const [name, fact] of Object.entries(facts)) environmentInfo[name] = redacted(fact)
}
