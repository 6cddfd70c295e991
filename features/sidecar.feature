@sidecar
@joined
Feature: Sidecars
  A feature that moves from systemd into a pod takes a sidecar along. The sidecar changes the DUT so
  that
  "systemctl restart" and the health checks go on working there: it keeps scripts on the DUT as its
  image has them, removes the feature's own container, and keeps settings in CONFIG_DB.

  Background:
    Given a minikube cluster on the vmhost
    And the DUT is joined

  Scenario: A sidecar takes its feature over and keeps its files on the DUT
    Given the restapi sidecar runs on the DUT
    Then the DUT has the files of the sidecar's image for its branch within 60 seconds
    And the DUT's own restapi container is gone within 30 seconds
    And one more sync writes none of the files
    When somebody alters the feature's script on the DUT
    Then the DUT has the files of the sidecar's image for its branch within 60 seconds
    And the sidecar has written only the feature's script

  # status always says NOT RUNNING: its template asks docker for a map of labels where docker has a text, and
  # throws the error away. stop and start restart the container; systemctl restart does so twice.
  @known-defect
  Scenario: Pod control restarts the container in place, whatever it is told, and never sees it run
    Given the restapi sidecar runs on the DUT
    And the DUT has the files of the sidecar's image for its branch within 60 seconds
    When pod control is told to stop
    Then the same container of the same pod was restarted once
    And pod control says that the pod is not running, although it is
    When systemd is told to restart the feature
    Then the same container of the same pod was restarted twice
    When I delete the feature's pod
    Then another pod of the feature is Running within 60 seconds

  Scenario: Telemetry's sidecar keeps its clients in CONFIG_DB, and refuses branches that it has no files for
    Given the telemetry sidecar runs on the DUT with the client "acceptance.client"
    Then CONFIG_DB has the client with its roles within 60 seconds
    And the sidecar brings its files, or refuses the DUT's branch, within 60 seconds
    When somebody alters the client's role in CONFIG_DB
    Then CONFIG_DB has the client with its roles within 60 seconds

  # gnmi's sidecar leaves the checker to others: several that write it would fight each other.
  Scenario: The gnmi sidecar takes its feature over, and leaves the common checker alone
    Given the gnmi sidecar runs on the DUT
    Then the sidecar is of the generation that goes by docker
    And the DUT has the files of the sidecar's image for its branch within 60 seconds
    And the DUT's own gnmi container is gone within 30 seconds
    And the DUT's own container_checker is as it was

  Rule: Sidecars of the first generation went by kubectl, as the design paper has it

    # Until 2026-03-18 the sidecars of all features wrote the same pod control.
    Scenario: Pod control that goes by kubectl deletes the pod, and another one comes
      Given the restapi sidecar "docker-restapi-sidecar:20260122.01" runs on the DUT
      Then the sidecar is of the generation that goes by kubectl
      And the DUT has the files of the sidecar's image for its branch within 60 seconds
      When pod control is told to restart
      Then another pod of the feature is Running within 60 seconds

    # The row of gnmi until 2026-03-13, then that of telemetry; roles were one text until 2026-05-13.
    Scenario Outline: Telemetry's sidecar of <day> keeps its clients where those of its day do
      Given the telemetry sidecar "docker-telemetry-sidecar:<day>.01" runs on the DUT with the client "acceptance.client"
      Then the sidecar is of the generation that goes by <generation>
      And CONFIG_DB has the client with its roles within 60 seconds

      Examples:
        | day      | generation |
        | 20260110 | kubectl    |
        | 20260313 | kubelet    |
