import { dutVariants } from '../simulator/dut/variants'
import { faults } from '../simulator/faults/catalogue'

/** What `kubesonic simulate --help` prints: options, variants and faults. */
export const simulateHelp = (): string => `usage: kubesonic simulate [options]

Starts a vmhost and SONiC DUTs that exist in this process only, behind real SSH servers and, once a
cluster is started, a real HTTPS Kubernetes API, all on 127.0.0.1.

  --pace PACE          real, fast (durations ÷ 20, the default) or 0 (at once)
  --seed N             what jitter, names and chances are drawn from; default 1
  --dut VARIANT[:ipv6][:VERSION]  one DUT that runs this; may be repeated, each another; default master.
                       ipv6: its management port has a global IPv6 address, too
                       VERSION: of its kubelet and kubeadm, such as v1.28.3; default what the variant ships
  --duts N             how many DUTs, where all run the same
  --variant NAME       what they run
  --kubernetes VERSION the cluster that the testbed file asks for; default the oldest that a DUT has
  --minikube VERSION   a release of minikube that is on the vmhost already
  --dut-password TEXT  admin's password on the DUTs; sudo then asks for it
  --fault NAME[:KEY=VALUE,…]  something that goes wrong from the start; may be repeated
  --mutant NAME        a bug of the DUTs or the cluster (docs/mutants.md); may be repeated
  --events FILE        what happens, a line of JSON each: simulated time, where, what
  --started            a cluster runs already, and the DUTs have joined it
  --child              for programs: print a ready line as JSON, end when stdin closes

variants:
${listed(Object.entries(dutVariants).map(([name, { description }]) => [name, description]))}
faults:
${listed(faults.all.map(({ name, what, parameters }) => [name, [what, ...Object.entries(parameters).map(([key, { meaning, byDefault }]) => `${key}: ${meaning}${byDefault ? ` (${byDefault})` : ''}`)].join(' ')]))}`

function listed(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}\n`).join('')
}
