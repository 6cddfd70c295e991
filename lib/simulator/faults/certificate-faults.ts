import type { Dut } from '../dut/dut'
import { ClusterPki } from '../kubernetes/credentials/cluster-pki'
import { type KeyPair } from '../x509/certificate'
import { onEveryCluster } from '../seams/every-cluster'
import { dutsNamed, whichDut } from '../switches/named-machines'
import { type End, endAll, type Switchable } from '../switches/switchable'

const certificateFile = '/etc/sonic/credentials/restapiserver.crt'
const keyFile = '/etc/sonic/credentials/restapiserver.key'

/** An agent on the DUT (SONiC's is called acms) installs its own certificate over whatever is put there. */
const replaced = (
  name: string,
  which: string,
  issue: (pki: ClusterPki) => KeyPair,
): Switchable => ({
  name,
  what: `The certificate with which the DUT joins is replaced, whoever installs it, by ${which}.`,
  parameters: whichDut,
  async apply(simulation, { dut }) {
    const hit = dutsNamed(simulation, dut)
    return onEveryCluster(simulation, ({ kubernetes: { pki } }) => {
      const { certificate, key } = issue(pki)
      return endAll(
        hit.flatMap((each) => [
          keepAs(each, certificateFile, certificate),
          keepAs(each, keyFile, key),
        ]),
      )
    })
  },
})

/** Gives the file this content at every change; the answer puts back what others wrote. */
function keepAs({ machine: { fs } }: Dut, path: string, content: string): End {
  let others: string | undefined
  const check = (): void => {
    if (!fs.exists(path)) return void (others = undefined)
    const found = fs.readText(path)
    if (found === content) return
    others = found
    fs.write(path, content)
  }
  check()
  const unwatch = fs.watch(path, check)
  return () => {
    unwatch()
    if (others !== undefined && fs.exists(path)) fs.write(path, others)
  }
}

const wrong = replaced(
  'client-certificate-wrong',
  "one of the cluster's CA for a user without rights (403)",
  (pki) => pki.issue('O=sonic, CN=nobody'),
)

const expired = replaced(
  'client-certificate-expired',
  'one that ran out an hour ago (401)',
  (pki) => pki.issue('O=system:masters, CN=minikube', -1 / 24),
)

const foreign = replaced(
  'client-certificate-foreign',
  "one of another cluster's CA (401)",
  () => new ClusterPki({ nodeName: 'elsewhere', addresses: [] }).apiserver,
)

export const certificateFaults: readonly Switchable[] = [wrong, expired, foreign]
