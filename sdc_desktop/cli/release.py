"""The release file that `protect --release` names."""

from __future__ import annotations

from pathlib import Path

from sdc_desktop.core.release_form import ReleaseForm, ReleaseFormError, read_release_form
from sdc_desktop.register.places import register_address, user_folder


def open_release(file: Path | None) -> ReleaseForm | None:
    """Return what a release file says, with the dataset's card from the register; None for none.

    Raises:
        SdcError: The file or the register cannot be read, or there is no card of the dataset.
    """
    if file is None:
        return None
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReleaseFormError(
            f"The release file {file.name} cannot be read.", hint="Check its path and rights."
        ) from error
    form = read_release_form(text, file.name)
    return _with_card(form) if form.has_card else form


def _with_card(form: ReleaseForm) -> ReleaseForm:
    from sdc_desktop.register.register import Register, UnknownDatasetError

    name, address = form.details.dataset.name, register_address(user_folder())
    if "://" not in address and not Path(address).exists():
        raise UnknownDatasetError(name)
    with Register(address) as register:
        cards = {one.name: one for one in register.cards()}
    if name not in cards:
        raise UnknownDatasetError(name)
    return form.with_dataset(cards[name].as_dataset())
