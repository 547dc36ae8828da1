"""The launcher and the description for software centres agree with the project."""

import configparser
import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_the_launcher_starts_a_program_of_the_project():
    launcher = configparser.ConfigParser(interpolation=None)
    launcher.optionxform = str
    launcher.read(ROOT / "packaging" / "smbsocial.desktop", "utf-8")
    entry = launcher["Desktop Entry"]
    assert entry["Exec"] in PROJECT["gui-scripts"]
    assert entry["Name"] == PROJECT["name"]


def test_the_description_belongs_to_the_launcher():
    root = ET.parse(ROOT / "packaging" / "smbsocial.metainfo.xml").getroot()  # noqa: S314
    assert root.findtext("launchable") == "smbsocial.desktop"
    assert root.findtext("provides/binary") in PROJECT["scripts"]
