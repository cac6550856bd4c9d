"""A team's rule, written in Python: it sees the image, and what it finds stops the synthesis.

Run by .ci/run with the package of this repository installed.
"""
import tempfile
from pathlib import Path

import jsii
from imagewright import Artifact, BaseImage, Checks, ContainerImage, IRule, Platform, RootfsEntry, RuleFinding, ScratchImage, Severity, ArtifactText
from projen import Project


@jsii.implements(IRule)
class TeamLabel:
    # A plain attribute would not be seen by jsii.
    @property
    def id(self):
        return "acme/team-label"

    @property
    def title(self):
        return "An image names the team that answers for it"

    @property
    def severity(self):
        return Severity.ERROR

    @property
    def why(self):
        return "Nobody is called when it fails at night."

    @property
    def fix(self):
        return 'Say it: labels={"com.acme.team": "…"}.'

    @jsii.member(jsii_name="check")
    def check(self, image):
        keys = image.result.config.label_keys
        if "com.acme.team" in keys:
            return []
        return [RuleFinding(what=f"There is no label com.acme.team among {len(keys)}.", by=image.by)]


def synthesize(labels):
    """The Dockerfile of an image with these labels, or what stopped it."""
    project = Project(name="team", outdir=tempfile.mkdtemp())
    image = ContainerImage(project, "Image", platforms=[Platform.LINUX_AMD64], labels=labels)
    motd = Artifact.text([ArtifactText(entry=RootfsEntry.file("/etc/motd"), content="hello\n")])
    ScratchImage(image, "Runtime", contents=[motd], assembled_in=BaseImage.registry("alpine:3.23@sha256:" + "0" * 64))
    Checks.of(project).apply(rules=[TeamLabel()])
    try:
        project.synth()
    except RuntimeError as error:
        return None, str(error)
    return Path(project.outdir, "Dockerfile").read_text(), None


dockerfile, stopped = synthesize({})
assert dockerfile is None
assert "acme/team-label" in stopped and "There is no label com.acme.team among 2." in stopped, stopped
assert "at Image\n" in stopped, f"jsii's own files are no place of the user: {stopped}"

dockerfile, stopped = synthesize({"com.acme.team": "net"})
assert stopped is None, stopped
assert 'com.acme.team="net"' in dockerfile or "com.acme.team=net" in dockerfile, dockerfile
print("A rule in Python: it stops an image without the label, and lets one with it be written.")
