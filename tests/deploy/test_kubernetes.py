"""The manifests for Kubernetes are restricted, keep one replica available, and agree with each other.

`make deploy-check` validates them by schema.
"""

from ipaddress import ip_address, ip_network
from typing import Any

import pytest

from tests.deploy.files import DEPLOY, SECRETS, SETTINGS, USER, WEBHOOK, compose, manifests, values

PODS = ["Deployment coach", "Job coach-migrate"]


def pod(name: str) -> dict[str, Any]:
    spec: dict[str, Any] = manifests()[name]["spec"]["template"]["spec"]
    return spec


def container(name: str) -> dict[str, Any]:
    (only,) = pod(name)["containers"]
    assert isinstance(only, dict)
    return only


def labels(name: str) -> dict[str, str]:
    found: dict[str, str] = manifests()[name]["spec"]["template"]["metadata"]["labels"]
    return found


@pytest.mark.parametrize("name", PODS)
def test_a_pod_keeps_to_the_restricted_standard(name: str) -> None:
    assert pod(name)["securityContext"] == {
        "runAsNonRoot": True,
        "runAsUser": USER,
        "runAsGroup": USER,
        "seccompProfile": {"type": "RuntimeDefault"},
    }
    assert container(name)["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert pod(name)["automountServiceAccountToken"] is False
    assert pod(name)["enableServiceLinks"] is False
    assert "memory" in container(name)["resources"]["limits"]
    assert not {"hostNetwork", "hostPID", "hostIPC"} & pod(name).keys()
    assert all("emptyDir" in volume for volume in pod(name)["volumes"])


def test_the_replicas_are_two_and_one_is_always_there() -> None:
    spec = manifests()["Deployment coach"]["spec"]
    assert spec["replicas"] >= 2
    assert spec["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    assert manifests()["PodDisruptionBudget coach"]["spec"]["minAvailable"] == 1
    assert len(pod("Deployment coach")["topologySpreadConstraints"]) == 2


def test_a_replica_is_asked_whether_it_lives_and_whether_it_is_ready() -> None:
    probes = {name: container("Deployment coach")[f"{name}Probe"] for name in ("startup", "readiness", "liveness")}
    paths = {name: probe["httpGet"]["path"] for name, probe in probes.items()}
    assert paths == {"startup": "/health", "readiness": "/ready", "liveness": "/health"}
    assert {probe["httpGet"]["port"] for probe in probes.values()} == {"http"}


def test_a_replica_that_stops_has_time_to_finish() -> None:
    waits = container("Deployment coach")["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert pod("Deployment coach")["terminationGracePeriodSeconds"] >= waits + 30


def test_the_manifests_name_each_other_rightly() -> None:
    everything = manifests()
    assert (
        everything["Deployment coach"]["spec"]["selector"]["matchLabels"].items() <= labels("Deployment coach").items()
    )
    assert everything["Service coach"]["spec"]["selector"].items() <= labels("Deployment coach").items()
    budget = everything["PodDisruptionBudget coach"]["spec"]["selector"]["matchLabels"]
    assert budget.items() <= labels("Deployment coach").items()
    assert not everything["Service coach"]["spec"]["selector"].items() <= labels("Job coach-migrate").items()
    policy = everything["NetworkPolicy coach"]["spec"]["podSelector"]["matchLabels"]
    assert all(policy.items() <= labels(name).items() for name in PODS)
    serving = everything["NetworkPolicy coach-serving"]["spec"]["podSelector"]["matchLabels"]
    assert [name for name in PODS if serving.items() <= labels(name).items()] == ["Deployment coach"]
    for name in PODS:
        sources = container(name)["envFrom"]
        assert sources == [{"configMapRef": {"name": "coach"}}, {"secretRef": {"name": "coach"}}]
        assert pod(name)["serviceAccountName"] == everything["ServiceAccount coach"]["metadata"]["name"]
    assert {document["metadata"].get("namespace", "coach") for key, document in everything.items() if " " in key} == {
        "coach"
    }


def test_kustomize_takes_every_manifest_but_the_two_that_are_somebodys_own() -> None:
    there = {path.name for path in (DEPLOY / "kubernetes").glob("*.yaml")} - {"kustomization.yaml"}
    assert there - set(manifests()["Kustomization"]["resources"]) == {"secret.example.yaml", "servicemonitor.yaml"}
    assert set(manifests()["Kustomization"]["resources"]) <= there
    images = {image["name"] for image in manifests()["Kustomization"]["images"]}
    assert {container(name)["image"] for name in PODS} == images


def test_the_maps_hold_settings_and_the_example_of_secrets_is_empty() -> None:
    public, secret = manifests()["ConfigMap coach"]["data"], manifests()["Secret coach"]["stringData"]
    assert public.keys() | secret.keys() <= SETTINGS
    assert not [name for name in public if SECRETS.search(name)]
    assert set(secret.values()) == {""}


def test_the_key_of_data_is_among_the_secrets_and_not_among_the_settings() -> None:
    secret, settings = manifests()["Secret coach"], manifests()["ConfigMap coach"]
    assert secret["stringData"]["COACH_DATA_KEY"] == ""
    assert not [name for name in settings["data"] if SECRETS.search(name)]


def egress(policy: str) -> dict[int, list[dict[str, Any]]]:
    """Return the allowed destinations of a policy, by port."""
    rules = manifests()[f"NetworkPolicy {policy}"]["spec"].get("egress", [])
    return {port["port"]: rule["to"] for rule in rules for port in rule["ports"]}


@pytest.mark.parametrize(
    "address",
    [
        *("10.0.0.1", "10.96.0.1", "172.20.1.1", "192.168.1.1", "100.64.0.1", "169.254.169.254"),
        *("fd00::1", "fe80::1", "fd00:ec2::254"),
    ],
)
def test_nothing_inside_is_reached_but_names_and_the_database(address: str) -> None:
    there = ip_address(address)
    (rule,) = [
        to["ipBlock"] for to in egress("coach-serving")[443] if there in ip_network(to["ipBlock"]["cidr"], strict=True)
    ]
    assert any(there in ip_network(cidr, strict=True) for cidr in rule["except"])
    assert egress("coach").keys() == {53, 5432}
    assert egress("coach-serving").keys() == {443}
    assert egress("closed") == {}


@pytest.mark.parametrize("address", ["149.154.167.220", "2001:67c:4e8:f004::9"])
def test_telegram_is_reached_and_only_by_https(address: str) -> None:
    there = ip_address(address)
    blocks = [to["ipBlock"] for to in egress("coach-serving")[443]]
    (rule,) = [block for block in blocks if there in ip_network(block["cidr"])]
    assert not any(there in ip_network(cidr) for cidr in rule["except"])
    assert not any(there in ip_network(to["ipBlock"]["cidr"]) for to in egress("coach")[5432])


def test_only_the_webhook_is_reached_from_outside() -> None:
    ((path,),) = values(manifests()["Ingress coach"], "paths")
    assert (path["path"], path["pathType"]) == (WEBHOOK, "Exact")
    assert manifests()["ConfigMap coach"]["data"]["COACH_WEBHOOK_URL"].endswith(WEBHOOK)
    assert compose()["services"]["coach-1"]["environment"]["COACH_WEBHOOK_URL"].endswith(WEBHOOK)
    assert compose()["services"]["balancer"]["environment"]["COACH_WEBHOOK_PATH"] == WEBHOOK
