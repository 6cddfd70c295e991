import { root } from '../host/command'
import { type Host } from '../host/host'
import { undoneNow } from '../lifecycle/journal/undone-now'
import { Secret } from '../testbed/testbed'
import { minutes } from '../wait/duration'

/** PEM texts. The certificate is minikube's apiserver.crt: a client certificate of system:masters, too. */
export interface ClusterCertificates {
  readonly ca: string
  readonly certificate: string
  readonly key: Secret
}

/** Where ctrmgrd looks for the credential of a join (BI src/sonic-ctrmgrd/ctrmgr/kube_commands.py). */
const CREDENTIALS = '/etc/sonic/credentials'

const [crt, pem] = [`${CREDENTIALS}/restapiserver.crt`, `${CREDENTIALS}/restapiserver.key`]
const withheld = 'join credentials withheld'

const PEM = /-----BEGIN [A-Z ]+-----[\s\S]+?-----END [A-Z ]+-----\n?/g

/** Takes certificates out of the cluster on the vmhost, and puts them on a DUT. */
export class CertManager {
  constructor(private readonly host: Host) {}

  /** Takes the DUT's credential away until `giveBack` or the end of the run: nobody may join without one. */
  async withhold(): Promise<void> {
    await this.host.change({
      what: withheld,
      keep: root`
        keep_file ${crt}
        keep_file ${pem}`,
      undo: root`
        put_back ${pem}
        put_back ${crt}`,
      do: root`
        leave_nothing ${crt}
        leave_nothing ${pem}`,
    })
  }

  /** Gives back what `withhold` took away. */
  async giveBack(): Promise<void> {
    await this.host.change(undoneNow(withheld, minutes(1)))
  }

  /** Reads the certificates of the cluster in container `profile`. Throws when one of the three is missing. */
  async extract(profile: string): Promise<ClusterCertificates> {
    const at = '/var/lib/minikube/certs'
    const { stdout } = await this.host.run(
      root`docker exec ${profile} cat ${at}/ca.crt ${at}/apiserver.crt ${at}/apiserver.key`,
    )
    const [ca, certificate, key, ...more] = stdout.match(PEM) ?? []
    if (!ca || !certificate || !key || more.length > 0 || !key.includes('PRIVATE KEY')) {
      throw new Error(
        `Container ${profile} on the vmhost does not hold the certificates of a minikube cluster in ${at} (ca.crt, apiserver.crt, apiserver.key).\n  Next: docker exec ${profile} ls -l ${at}`,
      )
    }
    return { ca, certificate, key: new Secret(key) }
  }

  /**
   * Installs them as the DUT's restapi credential, mode 0600, in one change. Undone, what was there before is there
   * again with owner and mode; a DUT without such a directory has none. The key travels by stdin.
   */
  async install({ certificate, key }: ClusterCertificates): Promise<void> {
    await this.host.change({
      what: 'join credentials',
      keep: root`
        keep_file ${crt}
        keep_file ${pem}`,
      undo: root`
        put_back ${pem}
        put_back ${crt}
        put_back_directories`,
      do: root`
        umask 077
        cat > "$ENTRY.incoming"
        sed '/PRIVATE KEY/,$d' "$ENTRY.incoming" > "$ENTRY.new-crt"
        sed -n '/BEGIN.*PRIVATE KEY/,$p' "$ENTRY.incoming" > "$ENTRY.new-key"
        rm -f "$ENTRY.incoming"
        umask 022
        leave_file ${crt} "$ENTRY.new-crt" 600 0:0
        leave_file ${pem} "$ENTRY.new-key" 600 0:0`,
      stdin: new Secret(`${certificate.trimEnd()}\n${key.reveal()}`),
    })
  }
}
