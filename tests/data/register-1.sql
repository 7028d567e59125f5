BEGIN TRANSACTION;
CREATE TABLE sdc_access_log (
	number INTEGER NOT NULL, 
	event VARCHAR(20) NOT NULL, 
	who TEXT NOT NULL, 
	"when" VARCHAR(30) NOT NULL, 
	file TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	authorised_by TEXT NOT NULL, 
	remark TEXT NOT NULL, 
	previous VARCHAR(64) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	PRIMARY KEY (number)
);
INSERT INTO "sdc_access_log" VALUES(1,'opened','ann','2026-11-21T09:30:00Z','complaints.xlsx','abababababababababababababababababababababababababababababababab','Bea','protect','0000000000000000000000000000000000000000000000000000000000000000','4585471a662318d334b759478e494d1093ed1e5200bd446dd3b6748ffdcf5a30');
INSERT INTO "sdc_access_log" VALUES(2,'exported','ann','2026-11-21T09:30:00Z','complaints-protected.xlsx','cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd','Bea','protect of complaints.xlsx','4585471a662318d334b759478e494d1093ed1e5200bd446dd3b6748ffdcf5a30','61aeb36b02fd0beccdd9172dfe8c519a7a22312f64401ce16f90b4439f621fe4');
CREATE TABLE sdc_access_log_head (
	number INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL
);
INSERT INTO "sdc_access_log_head" VALUES(2,'61aeb36b02fd0beccdd9172dfe8c519a7a22312f64401ce16f90b4439f621fe4');
CREATE TABLE sdc_checks_in_progress (
	sha256 VARCHAR(64) NOT NULL, 
	file TEXT NOT NULL, 
	who TEXT NOT NULL, 
	begun VARCHAR(30) NOT NULL, 
	due VARCHAR(10) NOT NULL, 
	PRIMARY KEY (sha256, who)
);
INSERT INTO "sdc_checks_in_progress" VALUES('efefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefef','deaths.xlsx','bea','2026-11-21T09:30:00Z','2026-12-01');
CREATE TABLE sdc_dataset_cards (
	name TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	steward TEXT NOT NULL, 
	agreement TEXT NOT NULL, 
	dpia TEXT NOT NULL, 
	business_case TEXT NOT NULL, 
	special_category TEXT NOT NULL, 
	restrictions TEXT NOT NULL, 
	classification TEXT NOT NULL, 
	extract_type TEXT NOT NULL, 
	delete_by VARCHAR(10) NOT NULL, 
	disposed_on VARCHAR(30) NOT NULL, 
	disposed_by TEXT NOT NULL, 
	disposed_how TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "sdc_dataset_cards" VALUES('Complaints','Bea','Cem','DSA 7','DPIA 3','BC 1','health','no linking','Official','100%','2027-03-31','','','');
CREATE TABLE sdc_register_version (version INTEGER NOT NULL);
INSERT INTO "sdc_register_version" VALUES(1);
CREATE TABLE sdc_trusted_signers (
	"key" TEXT NOT NULL, 
	who TEXT NOT NULL, 
	added_by TEXT NOT NULL, 
	added_on VARCHAR(30) NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "sdc_trusted_signers" VALUES('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1hYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0','ann@example.org','bea','2026-11-21T09:30:00Z');
COMMIT;
