# Modules and their definitions.

modules-how = One file makes a module. Change one with { $plan } and { $apply }.
modules-module = Module
modules-area = Area
modules-fields = Fields
modules-relations = Relations
modules-definition = Definition
modules-open = Open
modules-field = Field
modules-type = Type
modules-required = Required
