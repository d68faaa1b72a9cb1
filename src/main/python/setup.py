"""Copies the Lua scripts, which stay with the Java sources, into the package that is built."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).resolve().parent
SCRIPTS = HERE.parent / "resources" / "dev" / "ratewarden" / "store" / "redis"


class BuildWithScripts(build_py):
    def run(self):
        super().run()
        if getattr(self, "editable_mode", False):
            return
        into = Path(self.build_lib) / "ratewarden" / "lua"
        into.mkdir(parents=True, exist_ok=True)
        # In the portable folder they stand in the package already.
        for folder in (SCRIPTS, HERE / "ratewarden" / "lua"):
            for script in sorted(folder.glob("*.lua")):
                shutil.copyfile(script, into / script.name)
        if not (into / "check.lua").is_file():
            raise SystemExit(f"the Lua scripts are missing in {SCRIPTS}; build from a checkout of the whole project")


setup(cmdclass={"build_py": BuildWithScripts})
