"""An import contract: a package may import only the standard library, itself and what is named."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output
from importlinter.domain.imports import ImportExpression


class OnlyContract(Contract):
    """`exceptions` are pairs: one module of the package that alone may import one library."""

    package = fields.StringField()
    allowed = fields.ListField(subfield=fields.StringField())
    exceptions = fields.SetField(subfield=fields.ImportExpressionField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        package = str(self.package)
        free = {*sys.stdlib_module_names, package, *cast("Iterable[str]", self.allowed)}
        exceptions = cast("Iterable[ImportExpression]", self.exceptions)
        pairs = {(pair.importer.expression, pair.imported.expression) for pair in exceptions}
        foreign = [
            f"{module} imports {imported}"
            for module in sorted({package, *graph.find_descendants(package)})
            for imported in sorted(graph.find_modules_directly_imported_by(module))
            if imported.split(".")[0] not in free and (module, imported.split(".")[0]) not in pairs
        ]
        return ContractCheck(kept=not foreign, metadata={"foreign": foreign})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for line in check.metadata["foreign"]:
            output.print_error(line)
