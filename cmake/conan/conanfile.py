# A recipe of Conan 2, used from a checkout: conan create cmake/conan
import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.files import copy, load
from conan.tools.layout import basic_layout


class EslioRecipe(ConanFile):
    name = "eslio"
    description = "Header-only client of FreeSWITCH's Event Socket, on Asio"
    license = "BSL-1.0"
    topics = ("freeswitch", "event-socket", "telephony", "asio", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    no_copy_source = True

    def _checkout(self):
        return os.path.join(self.recipe_folder, "..", "..")

    def set_version(self):
        text = load(self, os.path.join(self._checkout(), "include", "eslio", "version.hpp"))
        parts = re.findall(r"#define ESLIO_VERSION_(?:MAJOR|MINOR|PATCH) +(\d+)", text)
        self.version = ".".join(parts)

    def export_sources(self):
        for pattern in ("include/*", "cmake/compiled.cmake", "LICENSE"):
            copy(self, pattern, self._checkout(), self.export_sources_folder)

    def requirements(self):
        self.requires("asio/[>=1.22.1 <2]", transitive_headers=True)
        self.requires("nlohmann_json/[>=3.10 <4]", transitive_headers=True)

    def layout(self):
        basic_layout(self)

    def validate(self):
        check_min_cppstd(self, 17)

    def package_id(self):
        self.info.clear()

    def package(self):
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))
        for pattern in ("*.hpp", "*.ipp"):
            copy(self, pattern, os.path.join(self.source_folder, "include"),
                 os.path.join(self.package_folder, "include"))
        copy(self, "compiled.cmake", os.path.join(self.source_folder, "cmake"),
             os.path.join(self.package_folder, "cmake"))

    def package_info(self):
        self.cpp_info.bindirs = []
        self.cpp_info.libdirs = []
        self.cpp_info.set_property("cmake_file_name", "eslio")
        self.cpp_info.set_property("cmake_target_name", "eslio::eslio")
        self.cpp_info.set_property("pkg_config_name", "eslio")
        # eslio::compiled and eslio::testing_compiled, built where they are linked.
        self.cpp_info.set_property("cmake_build_modules", [os.path.join("cmake", "compiled.cmake")])
        if self.settings.os in ("Linux", "FreeBSD"):
            self.cpp_info.system_libs = ["pthread"]
