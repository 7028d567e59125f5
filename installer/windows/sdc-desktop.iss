; The set-up program of SDC Desktop: for one user, without an administrator.
; `python installer\build.py windows` compiles it and defines Version, Folder, Icon and Project.

[Setup]
AppId={{6B1E7B0E-52A1-4B0C-9C7E-5D6E3A8F1C24}
AppName=SDC Desktop
AppVersion={#Version}
AppPublisher=The SDC Desktop developers
DefaultDirName={localappdata}\Programs\SDC Desktop
DefaultGroupName=SDC Desktop
DisableProgramGroupPage=yes
DisableDirPage=auto
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile={#Project}\LICENSE
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\sdc-desktop.ico
UninstallDisplayName=SDC Desktop
ChangesAssociations=yes
CloseApplications=yes
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern

[Tasks]
Name: desktopicon; Description: "Put an icon on the desktop"; Flags: unchecked
Name: openwith; Description: "Offer SDC Desktop under ""Open with"" for workbooks"

[InstallDelete]
; What an earlier version brought and this one does not must not be imported.
Type: filesandordirs; Name: "{app}\packages"
Type: filesandordirs; Name: "{app}\python"

[UninstallDelete]
; Python may have written compiled modules of its own there.
Type: filesandordirs; Name: "{app}\packages"
Type: filesandordirs; Name: "{app}\python"

[Files]
Source: "{#Folder}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs
Source: "{#Icon}"; DestDir: "{app}"; DestName: "sdc-desktop.ico"; Flags: ignoreversion

[Icons]
Name: "{group}\SDC Desktop"; Filename: "{app}\python\pythonw.exe"; Parameters: "-I -S ""{app}\start.py"""; WorkingDir: "{userdocs}"; IconFilename: "{app}\sdc-desktop.ico"; AppUserModelID: "sdc-desktop"
Name: "{userdesktop}\SDC Desktop"; Filename: "{app}\python\pythonw.exe"; Parameters: "-I -S ""{app}\start.py"""; WorkingDir: "{userdocs}"; IconFilename: "{app}\sdc-desktop.ico"; AppUserModelID: "sdc-desktop"; Tasks: desktopicon

[Registry]
Root: HKCU; Subkey: "Software\Classes\SDCDesktop.Workbook"; ValueType: string; ValueData: "Workbook to check"; Flags: uninsdeletekey; Tasks: openwith
; The program that is started is Python's, so that "Open with" has to be told the name and the picture.
Root: HKCU; Subkey: "Software\Classes\SDCDesktop.Workbook\Application"; ValueType: string; ValueName: "ApplicationName"; ValueData: "SDC Desktop"; Tasks: openwith
Root: HKCU; Subkey: "Software\Classes\SDCDesktop.Workbook\Application"; ValueType: string; ValueName: "ApplicationIcon"; ValueData: "{app}\sdc-desktop.ico,0"; Tasks: openwith
Root: HKCU; Subkey: "Software\Classes\SDCDesktop.Workbook\Application"; ValueType: string; ValueName: "AppUserModelID"; ValueData: "sdc-desktop"; Tasks: openwith
Root: HKCU; Subkey: "Software\Classes\SDCDesktop.Workbook\shell\open"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "SDC Desktop"; Tasks: openwith
Root: HKCU; Subkey: "Software\Classes\SDCDesktop.Workbook\DefaultIcon"; ValueType: string; ValueData: "{app}\sdc-desktop.ico"; Tasks: openwith
Root: HKCU; Subkey: "Software\Classes\SDCDesktop.Workbook\shell\open\command"; ValueType: string; ValueData: """{app}\python\pythonw.exe"" -I -S ""{app}\start.py"" ""%1"""; Tasks: openwith
#define OpenWith(str Extension) \
    "Root: HKCU; Subkey: ""Software\Classes\" + Extension + "\OpenWithProgids""; ValueType: string; ValueName: ""SDCDesktop.Workbook""; ValueData: """"; Flags: uninsdeletevalue; Tasks: openwith"
#emit OpenWith(".xlsx")
#emit OpenWith(".xlsm")
#emit OpenWith(".xls")
#emit OpenWith(".xlsb")
#emit OpenWith(".ods")
#emit OpenWith(".csv")
#emit OpenWith(".tsv")

[Run]
Filename: "{app}\python\pythonw.exe"; Parameters: "-I -S ""{app}\start.py"""; Description: "Start SDC Desktop"; Flags: nowait postinstall skipifsilent
