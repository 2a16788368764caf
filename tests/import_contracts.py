"""A kind of contract for import-linter that says what a module may import.

import-linter's own kinds list what is forbidden, so each new module of the kit would have to be
added to every list. Here the few that are allowed are named, and everything else is refused.
"""

from importlinter import Contract, ContractCheck, fields, output


class AllowedContract(Contract):
    """Modules that import only some of the kit, and never some other packages.

    Options: ``modules``, each with what is below it; ``may_import``, the modules of the project
    that they may import (left out: all); ``never_import``, packages they do not import, of the
    project or not. A module that does not exist yet breaks nothing.
    """

    type_name = "allowed"

    modules = fields.ListField(subfield=fields.StringField())
    may_import = fields.ListField(subfield=fields.StringField(), required=False)
    never_import = fields.ListField(subfield=fields.StringField(), required=False)

    def check(self, graph, verbose):
        wrong = [
            (importer, imported)
            for importer in sorted(graph.modules)
            if _below(importer, self.modules)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if self._refuses(importer, imported)
        ]
        return ContractCheck(kept=not wrong, metadata={"wrong": wrong})

    def _refuses(self, importer, imported):
        if imported == importer.rpartition(".")[0]:
            return False  # the empty package a module lies in
        if _below(imported, self.never_import or []):
            return True
        inside = _below(imported, ["coursekit", "coursestaff"])
        return inside and self.may_import is not None and imported not in self.may_import

    def render_broken_contract(self, check):
        for importer, imported in check.metadata["wrong"]:
            output.print_error(f"{importer} imports {imported}.")


def _below(module, packages):
    return any(module == package or module.startswith(f"{package}.") for package in packages)
