import { API_SERVER_NAME } from '../cluster/profile'
import { type Command, root, sh } from '../host/command'
import { fileWritten, lineAdded } from '../host/file-changes'
import { type Host } from '../host/host'
import { kubeletTraces } from '../kubelet/kubelet-traces'
import { minutes, seconds } from '../wait/duration'
import { ctrmgrdIdle } from './join/ctrmgrd-idle'
import { type DatabaseRow, parseDatabaseRow } from './databases/database-row'
import { type DutFacts, dutFacts } from './dut-facts'
import { keepJoinRows, undoOfJoin } from './join/join-rows'
import { joinTraces } from './join/join-traces'
import { withKubeletFlags } from './join/kubelet-defaults'
import { asksForCluster, KUBERNETES_MASTER as ROW } from './databases/kubernetes-master'
import { rowBackup } from './databases/row-backup'
import { parseServerStatus, type ServerStatus } from './server-status'

/** What the CLI writes by itself. */
const DEFAULT_PORT = 6443

/** For a DUT without curl: ctrmgrd is Python, so that is there. Prints the HTTP status. */
const ASK_BY_PYTHON = `
import ssl, sys, urllib.error, urllib.request
opener = urllib.request.build_opener(
    urllib.request.ProxyHandler({}),
    urllib.request.HTTPSHandler(context=ssl._create_unverified_context()))
try:
    print(opener.open(sys.argv[1], timeout=10).status)
except urllib.error.HTTPError as error:
    print(error.code)
`

/** The API server as the DUT is told of it. */
export interface ApiServer {
  readonly address: string
  readonly port: number
}

/** The DUT's side of a cluster: getting it ready to join, joining, disjoining, and what it says of itself. */
export class DutKubeConfig {
  #joinRecorded = false

  constructor(
    readonly host: Host,
    private readonly address: string,
  ) {}

  /** Looks, changes nothing. */
  facts(): Promise<DutFacts> {
    return dutFacts(this.host)
  }

  /** kubeadm dials the API server by this name, which only the DUT's /etc/hosts can resolve. */
  async nameApiServer(address: string): Promise<void> {
    await this.host.change(
      lineAdded({
        what: 'API server name in /etc/hosts',
        path: '/etc/hosts',
        line: `${address} ${API_SERVER_NAME}`,
        key: API_SERVER_NAME,
      }),
    )
  }

  /** Pins the kubelet to the DUT's IPv4 address and to Docker's cgroup driver. Nothing happens where both are right. */
  async pinKubelet(facts: DutFacts): Promise<void> {
    const content = withKubeletFlags(facts.kubeletDefaults, {
      nodeIp: this.address,
      cgroupDriver: facts.dockerCgroupDriver,
    })
    if (content === facts.kubeletDefaults) return
    const change = fileWritten({
      what: 'kubelet flags in /etc/default/kubelet',
      path: '/etc/default/kubelet',
      content,
      mode: '644',
    })
    await this.host.change(change)
  }

  /** Lets the DUT put back what ctrmgrd and the kubelet will do to it; must come before either is asked for anything. */
  async recordTraces(): Promise<void> {
    await this.host.change(kubeletTraces(root`systemctl is-active -q kubelet`))
    await this.host.change(joinTraces)
  }

  /**
   * After a boot ctrmgrd does nothing for 300 s, unless STATE_DB has an update_time when it starts (facts §1.3). It then
   * resets the node at once; returns when it has, and is idle.
   */
  async passBootGate(facts: DutFacts): Promise<void> {
    if (facts.stateRow['update_time']) return
    await this.host.change({
      what: 'boot gate of ctrmgrd',
      keep: root`${rowBackup}
        keep_row STATE_DB ${ROW} "$ENTRY.state"`,
      undo: root`
        ${rowBackup}
        ${ctrmgrdIdle}
        await 60 'settled || at_gate' || await 60 not_busy || :
        put_row_back STATE_DB ${ROW} "$ENTRY.state"`,
      do: root`${ctrmgrdIdle}
        since=$(now)
        sonic-db-cli STATE_DB HSET ${ROW} update_time "$(date '+%Y-%m-%d %H:%M:%S')" > /dev/null
        systemctl restart ctrmgrd
        await 60 "reset_since $since" || { echo 'ctrmgrd did not reset the node within 60 s of its restart. Next: journalctl -t ctrmgrd.py -n 50' >&2; exit 1; }`,
      within: minutes(2),
    })
  }

  /**
   * Asks ctrmgrd to join, by one HSET of all four fields: the CLI's four writes race with ctrmgrd, which costs 30 s in
   * about one join of three (real-lab.md 1). Returns at once; the node is Ready some 14 to 25 s later.
   */
  async requestJoin(apiServer: ApiServer): Promise<void> {
    await this.#join(
      root`sonic-db-cli CONFIG_DB HSET ${ROW} ip ${apiServer.address} port ${apiServer.port} insecure True disable False > /dev/null`,
    )
  }

  /** The same by the commands a person types, in the order that does not race: nothing is enabled before all is written. */
  async requestJoinByCli(apiServer: ApiServer): Promise<void> {
    const port =
      apiServer.port === DEFAULT_PORT ? root`:` : root`config kube server port ${apiServer.port}`
    await this.#join(root`
      ${ctrmgrdIdle}
      row() { sonic-db-cli CONFIG_DB HGETALL ${ROW}; }
      before=$(row) since=$(now)
      config kube server disable on
      config kube server insecure on
      ${port}
      config kube server ip ${apiServer.address}
      if [ "$before" != "$(row)" ] && ! await 60 "reset_since $since"; then
        echo 'ctrmgrd did not take the disabled server within 60 s. Next: journalctl -t ctrmgrd.py -n 50' >&2
        exit 1
      fi
      config kube server disable off`)
  }

  /** Asks ctrmgrd to disjoin. The undo of the join, which stays on the DUT, is what puts the row back. */
  async requestDisjoin(): Promise<void> {
    await this.host.change({
      what: 'disjoin',
      undo: root`:`,
      do: root`sonic-db-cli CONFIG_DB HSET ${ROW} disable True > /dev/null`,
    })
  }

  /** The same by the command a person types. */
  async requestDisjoinByCli(): Promise<void> {
    await this.host.change({
      what: 'disjoin by the command line',
      undo: root`:`,
      do: root`config kube server disable on`,
      within: minutes(1),
    })
  }

  /** Restarts ctrmgrd, which then looks anew at what is asked of it. */
  async restartCtrmgrd(): Promise<void> {
    await this.host.change({
      what: 'restart of ctrmgrd',
      undo: root`:`,
      do: root`systemctl restart ctrmgrd`,
      within: minutes(1),
    })
  }

  /** What `show kube server status` says; undefined when the DUT has no status yet. */
  async serverStatus(): Promise<ServerStatus | undefined> {
    const { stdout } = await this.host.run(sh`show kube server status`, { within: seconds(30) })
    return parseServerStatus(stdout)
  }

  configRow(): Promise<DatabaseRow> {
    return this.#row('CONFIG_DB')
  }

  stateRow(): Promise<DatabaseRow> {
    return this.#row('STATE_DB')
  }

  /**
   * HTTP status of the API server's /healthz as the DUT sees it, asked as nobody in particular: 200, or 401 or 403 where
   * that is not allowed; 0 when no answer came.
   */
  async apiServerHealth({ address, port }: ApiServer): Promise<number> {
    const { stdout } = await this.host.attempt(
      root`
        url=${`https://${address}:${port}/healthz`}
        if command -v curl > /dev/null; then
          curl -sk --noproxy '*' --max-time 10 -o /dev/null -w '%{http_code}' "$url"
        else
          python3 -c ${ASK_BY_PYTHON} "$url"
        fi`,
      { within: seconds(20) },
    )
    return Number(stdout.trim())
  }

  /** Is the DUT asked to be in some cluster? Asking for the same once more changes nothing for ctrmgrd. */
  async isAskedToJoin(): Promise<boolean> {
    return asksForCluster(await this.configRow())
  }

  /** Is the DUT asked to be in this cluster, and does its kubelet run? Whether it *is* a node, only the cluster knows. */
  async isJoinedTo({ address, port }: ApiServer): Promise<boolean> {
    const [row, kubelet] = await Promise.all([this.configRow(), this.kubeletState()])
    const ours = row['ip'] === address && row['port'] === String(port)
    return ours && asksForCluster(row) && kubelet === 'active'
  }

  /** `active`, `inactive`, `activating`, `failed`: what systemd says of the kubelet. */
  async kubeletState(): Promise<string> {
    return (await this.host.attempt(root`systemctl is-active kubelet`)).stdout.trim()
  }

  async #row(database: 'CONFIG_DB' | 'STATE_DB'): Promise<DatabaseRow> {
    const { stdout } = await this.host.run(root`sonic-db-cli ${database} HGETALL ${ROW}`)
    return parseDatabaseRow(stdout)
  }

  /** The undo of the first join of a run puts back what was there before all of them. */
  async #join(ask: Command): Promise<void> {
    if (this.#joinRecorded) {
      await this.host.change({ what: 'join again', undo: root`:`, do: ask, within: minutes(2) })
      return
    }
    this.#joinRecorded = true
    await this.host.change({
      what: 'join',
      keep: keepJoinRows,
      undo: undoOfJoin,
      do: ask,
      within: minutes(2),
    })
  }
}
