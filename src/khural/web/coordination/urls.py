from __future__ import annotations

from django.urls import path

from khural.web.coordination.views import (
    bringing_in,
    handing,
    joining,
    moderation,
    phases,
    preview,
    running,
    statements,
)

ALL = "cases/<slug:case>/editions/<slug:edition>/square/"
ONE = ALL + "<slug:square>/"

urlpatterns = [
    path(ALL, running.list_consultations, name="consultations"),
    path(f"{ALL}new/", running.start_consultation, name="consultation_new"),
    path(f"{ALL}import/", bringing_in.import_polis, name="consultations_import"),
    path(ONE, running.show_consultation, name="consultation"),
    path(f"{ONE}settings/", running.change_settings, name="consultation_settings"),
    path(f"{ONE}start/", phases.start, name="consultation_start"),
    path(f"{ONE}freeze/", phases.freeze, name="consultation_freeze"),
    path(f"{ONE}thaw/", phases.thaw, name="consultation_thaw"),
    path(f"{ONE}close/", phases.close, name="consultation_close"),
    path(f"{ONE}preview/", preview.preview, name="consultation_preview"),
    path(f"{ONE}publish/", phases.publish, name="consultation_publish"),
    path(f"{ONE}deletion/", phases.announce_deletion, name="consultation_deletion"),
    path(f"{ONE}links/", joining.add_link, name="consultation_link_new"),
    path(f"{ONE}links/<int:link>/switch/", joining.switch_link, name="consultation_link_switch"),
    path(f"{ONE}codes/", joining.print_codes, name="consultation_codes"),
    path(f"{ONE}codes/<int:batch>/end/", joining.end_codes, name="consultation_codes_end"),
    path(f"{ONE}statements/", statements.list_statements, name="consultation_statements"),
    path(f"{ONE}statements/new/", statements.add_statement, name="consultation_statement_new"),
    path(f"{ONE}statements/paste/", statements.paste_statements, name="consultation_statements_paste"),
    path(f"{ONE}statements/<int:number>/", statements.show_statement, name="consultation_statement"),
    path(f"{ONE}statements/<int:number>/wordings/", statements.change_wordings, name="consultation_wordings"),
    path(f"{ONE}statements/<int:number>/show/", statements.show_again, name="consultation_statement_show"),
    path(f"{ONE}queue/", moderation.decide, name="consultation_queue"),
    path(f"{ONE}queue/<slug:offer>/split/", moderation.split_offer, name="consultation_offer_split"),
    path(f"{ONE}log/", moderation.show_log, name="consultation_log"),
    path(f"{ONE}log/log.csv", moderation.log_file, name="consultation_log_csv"),
    path(f"{ONE}log/<int:decision>/undo/", moderation.undo, name="consultation_undo"),
    path(f"{ONE}polis.zip", bringing_in.export_polis, name="consultation_export"),
    path(f"{ONE}hand/", handing.hand_over, name="consultation_hand"),
    path(f"{ONE}handed/<int:handed>/take-back/", handing.take_back, name="consultation_take_back"),
]
